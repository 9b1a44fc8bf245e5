-- Every click that could have led to one order, oldest first, whether inside its program's window or not; of more than
-- $6 the latest. $1 merchant, $2 click id or null, $3 customer or null, $4 time placed, $5 the longest window there is, in
-- milliseconds, $6 how many. Reads only.
with candidate as (
  select id, link_id, at from attribution.click
  where id = $2::uuid and merchant_id = $1 and at < $4::timestamptz
  union
  select id, link_id, at from attribution.click
  where merchant_id = $1 and customer_ref = $3 and at < $4::timestamptz
    and at >= $4::timestamptz - $5::int8 * interval '1 millisecond'
),
latest as (
  select * from candidate order by at desc, id desc limit $6
)
select latest.id as click_id, latest.at, link.id as link_id, link.code, link.program_id, link.partner_id
from latest
join attribution.link as link on link.id = latest.link_id
order by latest.at, latest.id;
