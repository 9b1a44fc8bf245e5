-- Locks conversions until commit and answers what their money needs. $1 order ids (uuid[]); one that is unknown answers
-- nothing. Lock order: by order id, and always before the ledger's head.
select order_id, merchant_id, partner_id, asset, state, matures_at, funded_at, first_seq, placed_at
from commissions.conversion
where order_id = any ($1::uuid[])
order by order_id
for no key update;
