-- Writes events that were never seen and answers their keys; a second one is nothing.
-- $1 auction ids, $2 slots, $3 kinds, $4 campaigns, $5 creatives, $6 leases, $7 prices, $8 outcomes, $9 times; $10 now.
-- Inserted in the order of the key, so that two callers with the same events wait and never deadlock.
insert into ads.event (auction_id, slot, kind, campaign_id, creative_id, lease_id, price_nanos, outcome, at, recorded_at)
select auction_id, slot, kind, campaign_id, creative_id, lease_id, price_nanos, outcome, at, $10::timestamptz
from unnest($1::uuid[], $2::int2[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::int8[], $8::text[], $9::timestamptz[])
  as given (auction_id, slot, kind, campaign_id, creative_id, lease_id, price_nanos, outcome, at)
order by auction_id, slot, kind
on conflict (auction_id, slot, kind) do nothing
returning auction_id, slot, kind;
