-- Disables an endpoint; disabled already: changes nothing. $1 endpoint, $2 reason, $3 now.
-- Lock order: endpoint, then (next statement) its deliveries; a claim locks one delivery and never an endpoint after it.
update notifications.endpoint set disabled_at = $3::timestamptz, disabled_because = $2
where id = $1 and disabled_at is null;
