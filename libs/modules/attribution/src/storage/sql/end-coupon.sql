-- Ends a coupon of a merchant and answers it; one that ends earlier keeps its end, one that has not begun never counts.
-- $1 merchant, $2 coupon, $3 end.
update attribution.coupon set ends_at = greatest(from_at, least(ends_at, $3::timestamptz))
where merchant_id = $1 and id = $2
returning *;
