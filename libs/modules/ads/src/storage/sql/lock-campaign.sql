-- Takes a campaign's row until commit: leases of one campaign come one after the other. $1 campaign. Its key is left free:
-- billing, which holds leases already, writes rows that refer to it.
select id, advertiser_id, asset, unit_nanos, bid_nanos, budget, leased, settled_nanos, state, starts_at, ends_at
from ads.campaign where id = $1 for no key update;
