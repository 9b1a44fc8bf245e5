-- Deliveries whose time has come, oldest first. $1 now, $2 how many. Reads only: who really sends is decided by the claim.
select id, next_at from notifications.delivery where state = 'waiting' and next_at <= $1 order by next_at limit $2;
