-- Stops what waits for an endpoint that the caller has just disabled. $1 endpoint, $2 now. A statement of its own, so that
-- it sees deliveries that were added while the endpoint's lock was waited for.
update notifications.delivery set state = 'stopped', next_at = null, done_at = $2::timestamptz
where endpoint_id = $1 and state = 'waiting';
