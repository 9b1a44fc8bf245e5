-- Ends the secrets of an endpoint that its caller has locked: the current one at $3, older ones now. $1 endpoint, $2 now,
-- $3 end of the overlap. The new secret is inserted by the next statement.
update notifications.endpoint_secret
set expires_at = case when expires_at is null then $3::timestamptz else $2::timestamptz end
where endpoint_id = $1 and (expires_at is null or expires_at > $2::timestamptz);
