-- Writes a lease and counts it against the campaign's budget, whose check refuses to go beyond.
-- $1 id, $2 campaign (locked by the caller), $3 amount in minor units, $4 now, $5 serves until, $6 settles at.
with counted as (
  update ads.campaign set leased = leased + $3 where id = $2 returning advertiser_id, asset, unit_nanos
)
insert into ads.lease (id, campaign_id, advertiser_id, asset, unit_nanos, amount, opened_at, serves_until, settles_at)
select $1, $2, advertiser_id, asset, unit_nanos, $3, $4, $5, $6 from counted;
