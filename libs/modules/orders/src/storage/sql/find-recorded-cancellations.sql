-- What refunds with an external id of the form `<cancellation>><order>` gave back, by product and price.
-- $1 merchant (uuid), $2 cancellation numbers (text[]). Reads only. '?' follows '>' in ASCII, so the pair of comparisons
-- is a prefix search on index refund_by_external_id.
select wanted.invoice, l.sku, l.unit_price, sum(rl.quantity)::int8 as units
from unnest($2::text[]) as wanted (invoice)
join orders.refund as r on r.merchant_id = $1
  and r.external_id collate "C" >= (wanted.invoice || '>') collate "C"
  and r.external_id collate "C" < (wanted.invoice || '?') collate "C"
join orders.refund_line as rl on rl.refund_id = r.id
join orders.order_line as l on l.order_id = rl.order_id and l.line_no = rl.line_no
group by wanted.invoice, l.sku, l.unit_price;
