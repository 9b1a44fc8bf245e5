-- Takes leases until commit, in the order of their ids, so that two callers cannot deadlock. $1 ids.
select id, campaign_id, advertiser_id, asset, unit_nanos, amount, returned_early, billed_nanos, state, settles_at
from ads.lease where id = any ($1::uuid[]) order by id for update;
