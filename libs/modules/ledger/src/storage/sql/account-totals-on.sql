-- Totals of one account at the end of a day. $1 path, $2 asset (text), $3 day (date), $4 the last instant of that day
-- (timestamptz). Days that are rolled up, then the account's rows behind them, down its links.
select a.natural_side, (coalesce(d.debits, 0) + coalesce(t.debits, 0))::text as debits,
  (coalesce(d.credits, 0) + coalesce(t.credits, 0))::text as credits
from ledger.rolled_up r
join ledger.account a on a.path = $1::text and a.asset = $2::text
cross join lateral (
  select sum(d.debits) as debits, sum(d.credits) as credits from ledger.account_day d
  where d.account_id = a.id and d.day <= $3::date
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
  where c.kind in (1, 3, 5) and c.effective_at <= $4::timestamptz
) t;
