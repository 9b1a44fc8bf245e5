-- Adds the lines of refunds that this transaction has just added; a trigger adds them to the order lines' totals, whose
-- checks refuse a refund above the base. $1 refund ids, $2 order ids (uuid[]), $3 line numbers (int4[]), $4 amounts,
-- $5 pieces (int8[], null where the refund names an amount), paired by position.
insert into orders.refund_line (refund_id, order_id, line_no, amount, quantity)
select * from unnest($1::uuid[], $2::uuid[], $3::int4[], $4::int8[], $5::int8[]);
