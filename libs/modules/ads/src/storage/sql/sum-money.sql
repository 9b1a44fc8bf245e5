-- What the ads say of the ledger, per campaign. Reads only. `leases` are those that are not settled, `kept` what is
-- leased beyond them.
select campaign.id, campaign.advertiser_id, campaign.asset, campaign.unit_nanos, campaign.leased, campaign.settled_nanos,
  coalesce((select sum(amount - returned_early) from ads.lease where campaign_id = campaign.id and state <> 'settled'), 0)::int8 as outstanding,
  coalesce((select sum(billed_nanos) from ads.lease where campaign_id = campaign.id), 0)::int8 as billed_nanos,
  coalesce((select sum(spend_nanos) from ads.daily where campaign_id = campaign.id), 0)::int8 as reported_nanos,
  coalesce((select sum(price_nanos) from ads.event where campaign_id = campaign.id), 0)::int8 as event_nanos,
  coalesce((select sum(exact_nanos) from ads.carry where campaign_id = campaign.id), 0)::int8 as exact_nanos,
  coalesce((select sum(posted) from ads.carry where campaign_id = campaign.id), 0)::int8 as posted,
  coalesce((select sum(posted) from ads.carry where campaign_id = campaign.id and payee_id is null), 0)::int8 as posted_platform,
  coalesce((select sum(amount) from ads.charge where campaign_id = campaign.id), 0)::int8 as charged
from ads.campaign
order by campaign.id;
