-- Clicks on a partner's or merchant's links, newest first by time and id.
-- $1 partner or null, $2 merchant or null, $3 link or null, $4 and $5 time and id to go on after or null, $6 how many.
select click.id, click.link_id, click.at, link.code, link.program_id
from attribution.click as click
join attribution.link as link on link.id = click.link_id
where ($1::uuid is null or link.partner_id = $1) and ($2::uuid is null or click.merchant_id = $2)
  and ($3::uuid is null or click.link_id = $3)
  and ($4::timestamptz is null or (click.at, click.id) < ($4, $5::uuid))
order by click.at desc, click.id desc
limit $6;
