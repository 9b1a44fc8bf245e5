-- Reads of money, newest first. $1 owner of what was read or null for all (uuid), $2 only those before this id or null (uuid), $3 limit.
select r.id, r.read_at, r.subject_kind, r.subject_id, r.organisation_id, r.path, r.reason, r.owners, r.is_of_all
from identity.money_read r
where ($1::uuid is null or r.owners @> array[$1::uuid] or r.is_of_all) and ($2::uuid is null or r.id < $2::uuid)
order by r.id desc
limit $3::int4;
