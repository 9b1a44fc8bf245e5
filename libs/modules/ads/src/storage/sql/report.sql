-- The report of an advertiser by campaign, creative, placement and day, newest day first.
-- $1 advertiser or null, $2 campaign or null, $3 first day or null, $4 last day or null, $5 how many lines.
select campaign_id, creative_id, placement, day::text as day, impressions, clicks, conversions, unbilled, spend_nanos
from ads.daily
where ($1::uuid is null or advertiser_id = $1) and ($2::uuid is null or campaign_id = $2)
  and ($3::date is null or day >= $3) and ($4::date is null or day <= $4)
order by day desc, campaign_id, creative_id, placement
limit $5;
