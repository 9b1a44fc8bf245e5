-- What links have earned after refunds, per asset, by what a review of them can do about it. $1 links (uuid[]). Reads only.
-- `waiting` has not matured and nothing stops it, `under_review` is stopped, `matured` has matured.
with earned as (
  select conversion.asset, commission.amount - commission.reversed as amount,
    case
      when conversion.state = 'payable' then 'matured'
      when exists (
        select from commissions.link_review as review
        where review.link_id = conversion.link_id and review.released_at is null) then 'under_review'
      else 'waiting'
    end as reach
  from commissions.conversion as conversion
  join commissions.commission as commission on commission.order_id = conversion.order_id
  where conversion.link_id = any ($1::uuid[]) and conversion.state in ('unfunded', 'pending', 'payable')
)
select asset, reach, count(*) as commissions, sum(amount)::int8 as amount
from earned
where amount > 0
group by asset, reach
order by asset, reach;
