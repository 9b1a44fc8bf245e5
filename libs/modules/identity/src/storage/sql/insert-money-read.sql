-- Notes that money of others was read. $1 id (uuid), $2 when, $3 kind of subject (text), $4 subject (uuid), $5 its organisation (uuid),
-- $6 path (text), $7 reason or null (text), $8 owners (uuid[]), $9 whether it may have been anybody's. Committed before the answer goes.
insert into identity.money_read (id, read_at, subject_kind, subject_id, organisation_id, path, reason, owners, is_of_all)
values ($1::uuid, $2::timestamptz, $3::text, $4::uuid, $5::uuid, $6::text, $7::text, $8::uuid[], $9::boolean);
