-- Refunds with their lines, one row a line: of one merchant by external ids ($1 merchant, $2 text[]), or of orders
-- ($3 uuid[]); what is not asked for is null.
select refund.id, refund.order_id, refund.merchant_id, refund.external_id, refund.at, refund.content_hash,
  line.line_no, line.amount, line.quantity
from orders.refund as refund
join orders.refund_line as line on line.refund_id = refund.id
where (refund.merchant_id = $1 and refund.external_id = any ($2::text[])) or refund.order_id = any ($3::uuid[])
order by refund.at, refund.id, line.line_no;
