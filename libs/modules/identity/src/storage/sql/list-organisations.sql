-- One page of organisations, oldest first. $1 kind or null for all, $2 id of the last one seen or null, $3 rows.
select id, kind, name, created_at from identity.organisation
where ($1::text is null or kind = $1) and ($2::uuid is null or id > $2)
order by id limit $3;
