-- Conversions with the sums of their commissions, newest order first. $1 partner or null, $2 merchant or null, $3 program or
-- null, $4 state or null, $5 order or null, $6 time placed and $7 order to go on after, or null, $8 how many.
select conversion.order_id, conversion.merchant_id, conversion.partner_id, conversion.program_id, conversion.external_id,
  conversion.placed_at, conversion.matures_at, conversion.state, conversion.asset, conversion.entry_id, conversion.link_id,
  conversion.click_id, conversion.click_at, conversion.coupon_id, conversion.coupon_code, sums.lines, sums.amount,
  sums.reversed, sums.fee
from commissions.conversion as conversion
cross join lateral (
  select count(*) as lines, sum(amount)::int8 as amount, sum(reversed)::int8 as reversed, sum(fee)::int8 as fee
  from commissions.commission as commission
  where commission.order_id = conversion.order_id
) as sums
where ($1::uuid is null or conversion.partner_id = $1) and ($2::uuid is null or conversion.merchant_id = $2)
  and ($3::uuid is null or conversion.program_id = $3) and ($4::text is null or conversion.state = $4)
  and ($5::uuid is null or conversion.order_id = $5)
  and ($6::timestamptz is null or (conversion.placed_at, conversion.order_id) < ($6, $7::uuid))
order by conversion.placed_at desc, conversion.order_id desc
limit $8;
