-- Locks one endpoint of an organisation until commit and answers it. $1 organisation, $2 endpoint.
-- Lock order of the module: endpoint, then its deliveries.
select * from notifications.endpoint where organisation_id = $1 and id = $2 for no key update;
