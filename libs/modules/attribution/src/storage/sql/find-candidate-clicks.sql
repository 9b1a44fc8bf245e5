-- The clicks that could have led to orders: per order, program and partner the last one strictly before the order, found
-- by the click id that the order names or by the merchant's customer. Whether it is inside its program's window is for
-- the caller: when the last one is not, no earlier one is.
-- $1 order ids (uuid[]), $2 merchants (uuid[]), $3 click ids (uuid[], null where unknown), $4 customer refs (text[], null
-- where unknown), $5 times placed (timestamptz[]), paired by position; $6 the longest window there is, in milliseconds.
-- Reads only; clicks are never changed, so the answer for a past order changes only by clicks that are recorded late.
with wanted as (
  select *
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[])
    as w (order_id, merchant_id, click_id, customer_ref, placed_at)
),
candidate as (
  select w.order_id, w.placed_at, click.id, click.link_id, click.at
  from wanted as w
  join attribution.click as click on click.id = w.click_id and click.merchant_id = w.merchant_id
  where click.at < w.placed_at
  union
  select w.order_id, w.placed_at, click.id, click.link_id, click.at
  from wanted as w
  cross join lateral (
    select c.id, c.link_id, c.at
    from attribution.click as c
    where c.merchant_id = w.merchant_id and c.customer_ref = w.customer_ref
      and c.at < w.placed_at and c.at >= w.placed_at - $6::int8 * interval '1 millisecond'
  ) as click
  where w.customer_ref is not null
)
select distinct on (candidate.order_id, link.partner_id, link.program_id)
  candidate.order_id, candidate.id as click_id, candidate.at, link.id as link_id, link.code, link.program_id, link.partner_id
from candidate
join attribution.link as link on link.id = candidate.link_id
order by candidate.order_id, link.partner_id, link.program_id, candidate.at desc, candidate.id desc;
