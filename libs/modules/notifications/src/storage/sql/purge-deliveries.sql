-- Forgets deliveries that ended before $1, with their attempts; $2 most. Rows that somebody holds (a replay) are left.
with old as materialized (
  select id from notifications.delivery
  where state <> 'waiting' and done_at < $1::timestamptz
  order by done_at, id
  limit $2
  for update skip locked
), attempts as (
  delete from notifications.attempt using old where attempt.delivery_id = old.id
)
delete from notifications.delivery using old where delivery.id = old.id
returning delivery.id;
