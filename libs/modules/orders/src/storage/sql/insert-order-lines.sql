-- Adds the lines of orders that this transaction has just added.
-- $1 order ids (uuid[]), $2 line numbers (int4[]), $3 skus, $4 categories, $5 who named them (text[]), $6 quantities,
-- $7 unit prices, $8 discounts, $9 bases (int8[]), paired by position.
insert into orders.order_line (order_id, line_no, sku, category, category_from, quantity, unit_price, discount, base)
select *
from unnest($1::uuid[], $2::int4[], $3::text[], $4::text[], $5::text[], $6::int8[], $7::int8[], $8::int8[], $9::int8[]);
