-- The coupons that orders name. $1 merchants (uuid[]), $2 codes in upper case (text[]), paired by position. Reads only.
select distinct coupon.*
from unnest($1::uuid[], $2::text[]) as named (merchant_id, code_key)
join attribution.coupon as coupon using (merchant_id, code_key);
