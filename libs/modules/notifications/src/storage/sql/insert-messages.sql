-- Adds messages; one whose id is there was told before and stays as it is.
-- $1 ids, $2 organisations (uuid[]), $3 types, $4 bodies (text[]), paired by position; $5 now. Lock order: by id.
insert into notifications.message (id, organisation_id, event_type, body, created_at)
select id, organisation_id, event_type, body, $5::timestamptz
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as m (id, organisation_id, event_type, body)
order by id
on conflict (id) do nothing;
