-- Takes the path `epoch` for the orders that have none, at $3, and answers the orders that have one already. $1 merchants,
-- $2 orders (uuid[]), paired by position. Waits for whoever is choosing for one of them right now: in order of id, so that
-- two callers cannot deadlock; before the ledger's head, so that nobody is waited for while it is held.
with wanted as (
  select merchant_id, order_id
  from unnest($1::uuid[], $2::uuid[]) as wanted (merchant_id, order_id)
), taken as (
  insert into commissions.conversion_path (merchant_id, order_id, path, decided_at)
  select merchant_id, order_id, 'epoch', $3::timestamptz
  from wanted
  order by merchant_id, order_id
  on conflict (merchant_id, order_id) do nothing
  returning order_id
)
select merchant_id, order_id
from wanted
where not exists (select from taken where taken.order_id = wanted.order_id);
