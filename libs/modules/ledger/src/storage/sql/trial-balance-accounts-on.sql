-- Accounts of a trial balance at the end of a day, in order of path and asset, keyset by the last one seen.
-- $1 line of the chart or null (text), $2 and $3 path and asset of the last one seen (text; empty at the start), $4 limit
-- (int4), $5 day (date), $6 the last instant of that day (timestamptz). Days that are rolled up, then each account's rows behind
-- them, down its links.
select a.path, a.asset, a.line, a.kind, a.natural_side, (coalesce(d.debits, 0) + coalesce(t.debits, 0))::text as debits,
  (coalesce(d.credits, 0) + coalesce(t.credits, 0))::text as credits
from ledger.rolled_up r
cross join lateral (
  select * from ledger.account a
  where ($1::text is null or a.line = $1::text) and (a.path, a.asset) > ($2::text, $3::text)
  order by a.path, a.asset
  limit $4::int4
) a
cross join lateral (
  select sum(d.debits) as debits, sum(d.credits) as credits from ledger.account_day d
  where d.account_id = a.id and d.day <= $5::date
) d
cross join lateral (
  with recursive chain as (
    select t.* from ledger.transfer t where t.seq = a.last_seq and t.seq > r.seq
    union all
    select t.* from chain c
    join ledger.transfer t on t.seq = case when c.debit_account_id = a.id then c.debit_prev_seq else c.credit_prev_seq end
    where t.seq > r.seq
  )
  select sum(c.amount) filter (where c.debit_account_id = a.id) as debits, sum(c.amount) filter (where c.credit_account_id = a.id) as credits
  from chain c
  where c.kind in (1, 3, 5) and c.effective_at <= $6::timestamptz
) t
order by a.path, a.asset;
