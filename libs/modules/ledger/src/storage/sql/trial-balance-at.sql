-- Totals of each line of the chart and asset at a past moment, by adding up the rows.
-- $1 latest effective time or null, $2 latest recorded time or null (timestamptz). Holds and voids move nothing.
-- One row of nulls when nothing had been booked; the log position of today's head is in every row.
select a.asset, a.line, a.kind, a.natural_side, sum(t.debits)::text as debits, sum(t.credits)::text as credits, count(*) as accounts,
  h.seq
from ledger.head h
left join (
  select s.account_id, sum(s.debit) as debits, sum(s.credit) as credits
  from ledger.transfer t
  cross join lateral (values (t.debit_account_id, t.amount, 0), (t.credit_account_id, 0, t.amount)) as s (account_id, debit, credit)
  where t.kind in (1, 3, 5)
    and t.effective_at <= coalesce($1::timestamptz, 'infinity') and t.recorded_at <= coalesce($2::timestamptz, 'infinity')
  group by s.account_id
) t on true
left join ledger.account a on a.id = t.account_id
group by h.seq, a.asset, a.line, a.kind, a.natural_side
order by a.asset, a.line;
