-- Stores what follows from an attempt. $1 delivery, $2 end of the lease under which it was made, $3 state, $4 next attempt
-- or null, $5 now. Changes nothing when the lease ran out and somebody else has begun another one, or when the endpoint
-- was disabled meanwhile.
update notifications.delivery
set state = $3, next_at = $4::timestamptz, done_at = case when $3 = 'waiting' then null else $5::timestamptz end
where id = $1 and state = 'waiting' and next_at = $2::timestamptz;
