-- Adds orders and answers the ids of those that are new; an order id that the merchant used before adds nothing.
-- $1 ids, $2 merchants (uuid[]), $3 external ids, $4 currencies, $5 customer refs (text[]), $6 click ids (uuid[]),
-- $7 times placed (timestamptz[]), $8 content hashes (bytea[]), $9 coupon codes, $10 clicked ads (text[]), paired by
-- position; $11 now.
-- Lock order: by external id, so two batches with the same orders wait for each other and never deadlock. The wait ends
-- when the other one commits, and then its rows are seen by the next statement (READ COMMITTED).
insert into orders."order"
  (id, merchant_id, external_id, currency, customer_ref, click_id, placed_at, content_hash, coupon, ad_click, accepted_at)
select given.*, $11::timestamptz
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::timestamptz[], $8::bytea[],
  $9::text[], $10::text[])
  as given (id, merchant_id, external_id, currency, customer_ref, click_id, placed_at, content_hash, coupon, ad_click)
order by given.merchant_id, given.external_id
on conflict do nothing
returning id;
