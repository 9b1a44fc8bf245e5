-- The oldest unfunded conversions of each of some merchants in each asset, to be locked by id and looked at again.
-- $1 merchants (uuid[]), $2 how many of each merchant and asset.
select waiting.order_id
from (
  select distinct merchant_id, asset
  from commissions.conversion
  where state = 'unfunded' and merchant_id = any ($1::uuid[])
) as purse
cross join lateral (
  select conversion.order_id
  from commissions.conversion as conversion
  where conversion.merchant_id = purse.merchant_id and conversion.asset = purse.asset and conversion.state = 'unfunded'
  order by conversion.placed_at, conversion.order_id
  limit $2
) as waiting;
