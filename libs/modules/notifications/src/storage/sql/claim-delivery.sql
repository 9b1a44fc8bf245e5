-- Begins an attempt of a delivery that is due, and answers what to send; no row when it is not due any more.
-- $1 delivery, $2 now, $3 end of the lease: until then nobody else finds it due, after it everybody does.
-- Locks this one delivery. A second claim at once waits for it and then finds next_at ahead.
with claimed as (
  update notifications.delivery
  set next_at = $3::timestamptz, attempts = attempts + 1, step = step + 1
  where id = $1 and state = 'waiting' and next_at <= $2::timestamptz
  returning id, message_id, endpoint_id, attempts, step, next_at
),
begun as (
  insert into notifications.attempt (delivery_id, no, at, outcome)
  select id, attempts, $2::timestamptz, 'unknown' from claimed
)
select claimed.message_id, claimed.endpoint_id, claimed.attempts, claimed.step, claimed.next_at, endpoint.kind, endpoint.url, message.body
from claimed
join notifications.endpoint as endpoint on endpoint.id = claimed.endpoint_id
join notifications.message as message on message.id = claimed.message_id;
