-- Adds the ways of messages to endpoints, due at once; one that is there stays as it is.
-- $1 ids, $2 messages, $3 endpoints, $4 organisations (uuid[]), $5 types (text[]), paired by position; $6 now.
insert into notifications.delivery (id, message_id, endpoint_id, organisation_id, event_type, state, next_at, created_at)
select id, message_id, endpoint_id, organisation_id, event_type, 'waiting', $6::timestamptz, $6::timestamptz
from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[])
  as d (id, message_id, endpoint_id, organisation_id, event_type)
order by id
on conflict do nothing;
