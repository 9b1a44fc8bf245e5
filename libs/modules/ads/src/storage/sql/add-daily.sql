-- Adds to the report. $1 campaigns, $2 creatives, $3 placements, $4 days, $5 advertisers, $6 impressions, $7 clicks,
-- $8 conversions, $9 unbilled, $10 nanos; each key once, taken in the order of the key.
insert into ads.daily as d
  (campaign_id, creative_id, placement, day, advertiser_id, impressions, clicks, conversions, unbilled, spend_nanos)
select campaign_id, creative_id, placement, day, advertiser_id, impressions, clicks, conversions, unbilled, nanos
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::uuid[], $6::int8[], $7::int8[], $8::int8[], $9::int8[], $10::int8[])
  as given (campaign_id, creative_id, placement, day, advertiser_id, impressions, clicks, conversions, unbilled, nanos)
order by campaign_id, creative_id, placement, day
on conflict (campaign_id, creative_id, placement, day) do update set
  impressions = d.impressions + excluded.impressions, clicks = d.clicks + excluded.clicks,
  conversions = d.conversions + excluded.conversions, unbilled = d.unbilled + excluded.unbilled,
  spend_nanos = d.spend_nanos + excluded.spend_nanos;
