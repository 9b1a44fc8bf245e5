-- Accounts of a trial balance at a past moment, in order of path and asset, keyset by the last one seen.
-- $1 line of the chart or null (text), $2 and $3 path and asset of the last one seen (text; empty at the start), $4 limit
-- (int4), $5 latest effective time or null, $6 latest recorded time or null (timestamptz). Adds up the rows of this page's accounts.
select a.path, a.asset, a.line, a.kind, a.natural_side, coalesce(t.debits, 0)::text as debits, coalesce(t.credits, 0)::text as credits
from (
  select * from ledger.account a
  where ($1::text is null or a.line = $1::text) and (a.path, a.asset) > ($2::text, $3::text)
  order by a.path, a.asset
  limit $4::int4
) a
cross join lateral (
  with recursive chain as (
    select t.* from ledger.transfer t where t.seq = a.last_seq
    union all
    select t.* from chain c
    join ledger.transfer t on t.seq = case when c.debit_account_id = a.id then c.debit_prev_seq else c.credit_prev_seq end
  )
  select sum(c.amount) filter (where c.debit_account_id = a.id) as debits, sum(c.amount) filter (where c.credit_account_id = a.id) as credits
  from chain c
  where c.kind in (1, 3, 5)
    and c.effective_at <= coalesce($5::timestamptz, 'infinity') and c.recorded_at <= coalesce($6::timestamptz, 'infinity')
) t
order by a.path, a.asset;
