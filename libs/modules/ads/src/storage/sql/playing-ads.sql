-- What may play at $1: approved creatives of active campaigns in their time that have budget left or an open lease, with
-- what was counted of each creative, campaign and advertiser. Reads only, one moment.
with playing as (
  select * from ads.campaign
  where state = 'active' and starts_at <= $1 and (ends_at is null or ends_at > $1)
    and (leased < budget or exists (select from ads.lease where lease.campaign_id = campaign.id and lease.state = 'open'))
),
counted as (
  select campaign_id, creative_id, advertiser_id, sum(impressions)::int8 as impressions, sum(clicks)::int8 as clicks
  from ads.daily
  where advertiser_id in (select advertiser_id from playing)
  group by campaign_id, creative_id, advertiser_id
),
by_campaign as (select campaign_id, sum(impressions)::int8 as impressions, sum(clicks)::int8 as clicks from counted group by campaign_id),
by_advertiser as (select advertiser_id, sum(impressions)::int8 as impressions, sum(clicks)::int8 as clicks from counted group by advertiser_id)
select creative.id as creative_id, creative.campaign_id, creative.advertiser_id, creative.content, creative.landing_url,
  creative.domain, creative.categories, playing.asset, playing.model, playing.bid_nanos, playing.quality_bps,
  playing.targeting, playing.cap_impressions, playing.cap_hours,
  coalesce(counted.impressions, 0)::int8 as impressions, coalesce(counted.clicks, 0)::int8 as clicks,
  coalesce(by_campaign.impressions, 0)::int8 as campaign_impressions, coalesce(by_campaign.clicks, 0)::int8 as campaign_clicks,
  coalesce(by_advertiser.impressions, 0)::int8 as advertiser_impressions, coalesce(by_advertiser.clicks, 0)::int8 as advertiser_clicks
from ads.creative
join playing on playing.id = creative.campaign_id
left join counted on counted.creative_id = creative.id
left join by_campaign on by_campaign.campaign_id = creative.campaign_id
left join by_advertiser on by_advertiser.advertiser_id = creative.advertiser_id
where creative.state = 'approved'
order by creative.id;
