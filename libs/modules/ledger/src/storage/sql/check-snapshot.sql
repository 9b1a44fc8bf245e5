-- The head, and every account with its totals and what its line means for solvency. One statement: one moment.
select h.seq, a.id, a.path, a.asset, a.line, a.kind, a.natural_side, a.min_balance, a.owner_id, a.debits, a.credits, a.pending_debits, a.pending_credits, a.account_seq,
  a.last_seq, a.closed_at, c.solvency
from ledger.head h
left join ledger.account a on true
left join ledger.chart c on c.line = a.line
order by a.id;
