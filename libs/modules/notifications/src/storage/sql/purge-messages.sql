-- Forgets messages from before $1 that have no delivery any more; $2 most. One that is being delivered to cannot go: its
-- delivery refers to it.
with old as materialized (
  select id from notifications.message
  where created_at < $1::timestamptz
    and not exists (select from notifications.delivery where delivery.message_id = message.id)
  order by created_at, id
  limit $2
)
delete from notifications.message using old where message.id = old.id
returning message.id;
