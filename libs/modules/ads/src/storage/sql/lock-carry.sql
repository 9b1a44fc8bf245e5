-- Takes what was charged per campaign and payee (null: the platform) until commit; a new pair begins with nothing.
-- $1 campaigns, $2 payees, $3 nanos of a minor unit, paired by position, each pair once. Locked in the order of the pairs.
insert into ads.carry as c (campaign_id, payee_id, unit_nanos)
select campaign_id, payee_id, unit_nanos
from unnest($1::uuid[], $2::uuid[], $3::int8[]) as given (campaign_id, payee_id, unit_nanos)
order by campaign_id, payee_id nulls first
on conflict (campaign_id, payee_id) do update set posted = c.posted -- changes nothing, takes the row lock
returning campaign_id, payee_id, unit_nanos, exact_nanos, posted;
