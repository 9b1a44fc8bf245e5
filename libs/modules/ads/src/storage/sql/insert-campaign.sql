-- Adds a campaign and answers its id; no row when the advertiser has one of that name.
-- $1 id, $2 advertiser, $3 name, $4 asset, $5 nanos of a minor unit, $6 model, $7 bid in nanos, $8 budget in minor units,
-- $9 targeting (json), $10 and $11 cap: impressions in hours, $12 starts, $13 ends or null, $14 now.
insert into ads.campaign (id, advertiser_id, name, asset, unit_nanos, model, bid_nanos, budget, targeting,
  cap_impressions, cap_hours, starts_at, ends_at, created_at, changed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, $13, $14, $14)
on conflict (advertiser_id, name) do nothing
returning id;
