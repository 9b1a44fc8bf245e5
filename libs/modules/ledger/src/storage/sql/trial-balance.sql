-- Totals of each line of the chart and asset now, from the accounts' running totals. One statement: one moment, whose log
-- position is in every row (sums are numeric, as text: they may exceed int8).
select a.asset, a.line, a.kind, a.natural_side, sum(a.debits)::text as debits, sum(a.credits)::text as credits, count(*) as accounts,
  (select h.seq from ledger.head h) as seq
from ledger.account a
group by a.asset, a.line, a.kind, a.natural_side
order by a.asset, a.line;
