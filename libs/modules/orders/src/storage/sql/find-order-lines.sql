-- All lines of orders with what was refunded so far. $1 order ids (uuid[]).
select order_id, line_no, sku, category, category_from, quantity, unit_price, discount, base, refunded, refunded_quantity
from orders.order_line
where order_id = any ($1::uuid[])
order by order_id, line_no;
