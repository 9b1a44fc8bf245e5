-- Locks pending conversions whose time has come, oldest first, and answers what their money needs. $1 now, $2 how many.
-- Those of a link under review, and those that the chain is about to pay, are not among them. Those that another transaction works on are left for the next run:
-- nothing is waited for, so no deadlock.
select order_id, merchant_id, partner_id, asset, state, matures_at, funded_at, first_seq, placed_at
from commissions.conversion as conversion
where state = 'pending' and matures_at <= $1
  and not exists (
    select from commissions.link_review as review
    where review.link_id = conversion.link_id and review.released_at is null)
  and not exists (
    select from commissions.double_payment as double
    where double.order_id = conversion.order_id and double.state = 'review')
order by matures_at
limit $2
for no key update of conversion skip locked;
