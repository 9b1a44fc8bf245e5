-- Totals of each line of the chart and asset at the end of a day: days that are rolled up, and the rows behind them.
-- $1 day (date, in the book's zone), $2 the last instant of that day (timestamptz). One statement: one moment.
-- The rows behind are looked up position by position (offset 0 keeps the planner to it): a range of unknown start would be
-- planned as a scan of all history.
-- One row of nulls when nothing had taken effect; the log position of today's head is in every row.
with tail as (
  select s.account_id, sum(s.debit) as debits, sum(s.credit) as credits
  from generate_series((select r.seq + 1 from ledger.rolled_up r), (select h.seq from ledger.head h)) p (seq)
  cross join lateral (select * from ledger.transfer t where t.seq = p.seq offset 0) t
  cross join lateral (values (t.debit_account_id, t.amount, 0), (t.credit_account_id, 0, t.amount)) as s (account_id, debit, credit)
  where t.kind in (1, 3, 5) and t.effective_at <= $2::timestamptz
  group by s.account_id
), part as (
  select d.asset, d.line, d.debits, d.credits, d.accounts from ledger.line_day d where d.day <= $1::date
  union all
  select a.asset, a.line, t.debits, t.credits,
    case when exists (select from ledger.account_day d where d.account_id = a.id and d.day <= $1::date) then 0 else 1 end
  from tail t join ledger.account a on a.id = t.account_id
), line as (
  select p.asset, p.line, sum(p.debits) as debits, sum(p.credits) as credits, sum(p.accounts)::int8 as accounts
  from part p group by p.asset, p.line having sum(p.accounts) > 0
)
select l.asset, l.line, c.kind, c.natural_side, l.debits::text as debits, l.credits::text as credits, l.accounts, h.seq
from ledger.head h
left join line l on true
left join ledger.chart c on c.line = l.line
order by l.asset, l.line;
