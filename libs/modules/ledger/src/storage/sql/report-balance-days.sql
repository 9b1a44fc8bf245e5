-- What took effect on an account before a range of days (one row without a day) and on each of its days (those with anything).
-- $1 account id (int8), $2 first and $3 last day (date), $4 the last instant of the last (timestamptz).
-- Days that are rolled up, and the rows behind them, down the account's links. One statement: one moment.
with recursive chain as (
  select t.* from ledger.rolled_up r, ledger.account a
  join ledger.transfer t on t.seq = a.last_seq
  where a.id = $1::int8 and t.seq > r.seq
  union all
  select t.* from chain c cross join ledger.rolled_up r
  join ledger.transfer t on t.seq = case when c.debit_account_id = $1::int8 then c.debit_prev_seq else c.credit_prev_seq end
  where t.seq > r.seq
), part as (
  select d.day, d.debits, d.credits from ledger.account_day d where d.account_id = $1::int8 and d.day <= $3::date
  union all
  select (c.effective_at at time zone b.zone)::date, case when c.debit_account_id = $1::int8 then c.amount else 0 end,
    case when c.debit_account_id = $1::int8 then 0 else c.amount end
  from chain c cross join ledger.book b
  where c.kind in (1, 3, 5) and c.effective_at <= $4::timestamptz
)
select nullif(greatest(p.day, $2::date - 1), $2::date - 1)::text as day, sum(p.debits)::text as debits, sum(p.credits)::text as credits
from part p
group by 1
order by 1 nulls first;
