-- Begins a new round of a delivery that is over, due at once. $1 delivery, $2 now. No row when it waits anyway.
update notifications.delivery
set state = 'waiting', step = 0, next_at = $2::timestamptz, done_at = null
where id = $1 and state <> 'waiting'
returning id;
