-- Adds charges per campaign and payee (null: the platform) and answers what stands then; whole minor units count as
-- posted, because the caller posts them in the same transaction. A new pair begins with nothing.
-- $1 campaigns, $2 payees, $3 nanos of a minor unit, $4 nanos to add, paired by position, each pair once.
-- Locked in the order of the pairs until commit, so that two callers cannot deadlock.
insert into ads.carry as c (campaign_id, payee_id, unit_nanos, exact_nanos, posted)
select campaign_id, payee_id, unit_nanos, nanos, nanos / unit_nanos
from unnest($1::uuid[], $2::uuid[], $3::int8[], $4::int8[]) as given (campaign_id, payee_id, unit_nanos, nanos)
order by campaign_id, payee_id nulls first
on conflict (campaign_id, payee_id) do update
  set exact_nanos = c.exact_nanos + excluded.exact_nanos,
    posted = (c.exact_nanos + excluded.exact_nanos) / c.unit_nanos
returning campaign_id, payee_id, unit_nanos, exact_nanos, posted;
