-- Deliveries of an organisation, newest first. $1 organisation, $2 endpoint or null, $3 state or null, $4 delivery or null,
-- $5 delivery to go on after or null, $6 how many.
select id, message_id, endpoint_id, event_type, state, attempts, next_at, last_status, created_at, done_at
from notifications.delivery
where organisation_id = $1 and ($2::uuid is null or endpoint_id = $2) and ($3::text is null or state = $3)
  and ($4::uuid is null or id = $4) and ($5::uuid is null or id < $5)
order by id desc
limit $6;
