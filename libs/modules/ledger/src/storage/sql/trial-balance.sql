-- Totals of each line of the chart and asset now, from the accounts' running totals. One statement: one moment, whose log
-- position is in every row; one row of nulls while no account is open. Sums are numeric, as text: they may exceed int8.
select a.asset, a.line, a.kind, a.natural_side, sum(a.debits)::text as debits, sum(a.credits)::text as credits, count(*) as accounts,
  h.seq
from ledger.head h
left join ledger.account a on true
group by h.seq, a.asset, a.line, a.kind, a.natural_side
order by a.asset, a.line;
