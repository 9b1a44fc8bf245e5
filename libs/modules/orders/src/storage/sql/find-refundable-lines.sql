-- Lines that a merchant's customer bought of a product at a price and that still have pieces to give back.
-- $1 merchant (uuid); $2 customers (text[]), $3 skus (text[]), $4 unit prices (int8[]), paired by position, no repeats.
-- Reads only. It runs in the importer's transaction, after that batch's orders are written, so it sees them; a refund
-- that is recorded meanwhile is caught by record-refunds, which locks the order and looks again.
select o.id as order_id, o.external_id, o.customer_ref, o.placed_at, l.line_no, l.sku, l.unit_price,
  least(l.quantity - l.refunded_quantity, case when l.unit_price = 0 then l.quantity else (l.base - l.refunded) / l.unit_price end)
    as pieces_left
from unnest($2::text[], $3::text[], $4::int8[]) as wanted (customer_ref, sku, unit_price)
join orders."order" as o on o.merchant_id = $1 and o.customer_ref = wanted.customer_ref
join orders.order_line as l on l.order_id = o.id and l.sku = wanted.sku and l.unit_price = wanted.unit_price
where l.refunded_quantity < l.quantity and l.refunded < l.base;
