-- Leases as they are now. $1 ids. Reads only: whoever decides by it charges with charge-leases.sql, which looks again.
select id, campaign_id, advertiser_id, asset, unit_nanos, amount, returned_early, billed_nanos, state, settles_at
from ads.lease where id = any ($1::uuid[]);
