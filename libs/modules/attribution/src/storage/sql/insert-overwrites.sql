-- Keeps evidence of conflicts between coupon and click. $1 orders, $2 merchants (uuid[]), $3 policies (text[]), $4 coupons,
-- $5 their partners, $6 clicks, $7 their partners (uuid[]), $8 times of the clicks, $9 times placed (timestamptz[]),
-- paired by position; $10 now. Lock order: by order id.
insert into attribution.overwrite (order_id, merchant_id, policy, coupon_id, coupon_partner_id, click_id, click_partner_id,
  click_at, placed_at, recorded_at)
select given.*, $10::timestamptz
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::timestamptz[],
  $9::timestamptz[]) as given (order_id, merchant_id, policy, coupon_id, coupon_partner_id, click_id, click_partner_id,
  click_at, placed_at)
order by given.order_id
on conflict (order_id) do nothing;
