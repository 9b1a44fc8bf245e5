-- The endpoints, not disabled, of organisations, share-locked until commit: whoever disables one waits for the deliveries
-- that are being added, and then stops them too. $1 organisations (uuid[]). Lock order: by id.
select * from notifications.endpoint
where organisation_id = any ($1::uuid[]) and disabled_at is null
order by id
for share;
