-- How many endpoints of an organisation are not disabled. $1 organisation. The caller holds the organisation's advisory
-- lock from a statement before, so what others made is seen.
select count(*) as active from notifications.endpoint where organisation_id = $1 and disabled_at is null;
