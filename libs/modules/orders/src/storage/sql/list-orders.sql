-- A merchant's orders, newest first. $1 merchant, $2 and $3 time placed and id to go on after or null, $4 how many.
select id, merchant_id, external_id, currency, customer_ref, click_id, coupon, ad_click, placed_at, accepted_at, content_hash
from orders."order"
where merchant_id = $1 and ($2::timestamptz is null or (placed_at, id) < ($2, $3::uuid))
order by placed_at desc, id desc
limit $4;
