-- Totals of each line of the chart and asset at a past moment, by adding up the rows.
-- $1 latest effective time or null, $2 latest recorded time or null (timestamptz). Holds and voids move nothing.
select a.asset, a.line, a.kind, a.natural_side, sum(t.debits)::text as debits, sum(t.credits)::text as credits, count(*) as accounts,
  (select h.seq from ledger.head h) as seq
from (
  select s.account_id, sum(s.debit) as debits, sum(s.credit) as credits
  from ledger.transfer t
  cross join lateral (values (t.debit_account_id, t.amount, 0), (t.credit_account_id, 0, t.amount)) as s (account_id, debit, credit)
  where t.kind in (1, 3, 5)
    and t.effective_at <= coalesce($1::timestamptz, 'infinity') and t.recorded_at <= coalesce($2::timestamptz, 'infinity')
  group by s.account_id
) t
join ledger.account a on a.id = t.account_id
group by a.asset, a.line, a.kind, a.natural_side
order by a.asset, a.line;
