-- What is left of the commissions of orders, by order and line. $1 order ids (uuid[]). Their conversions are locked by
-- the caller, and only a holder of that lock changes these numbers.
select id, order_id, line_no, line_base, amount, fee, refunded, reversed, fee_reversed, transfer_at, fee_transfer_at
from commissions.commission
where order_id = any ($1::uuid[])
order by order_id, line_no;
