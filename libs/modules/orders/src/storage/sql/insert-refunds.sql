-- Adds refunds and answers the ids of those that are new; a refund id that the merchant used before adds nothing.
-- $1 ids, $2 order ids, $3 merchants (uuid[]), $4 external ids (text[]), $5 times (timestamptz[]), $6 content hashes
-- (bytea[]), paired by position; $7 now. The orders are locked by the caller; ids of other orders are taken in order.
insert into orders.refund (id, order_id, merchant_id, external_id, at, content_hash, recorded_at)
select given.*, $7::timestamptz
from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::bytea[])
  as given (id, order_id, merchant_id, external_id, at, content_hash)
order by given.merchant_id, given.external_id
on conflict do nothing
returning id;
