-- The head, the first row of history that lies outside of 1 … head, and every account with its totals and what its line means
-- for solvency. One statement: one moment. is_charted: the account is what the chart says of its path.
select h.seq, h.closed_until, a.id, a.path, a.asset, a.line, a.kind, a.natural_side, a.min_balance, a.owner_id, a.debits, a.credits, a.pending_debits, a.pending_credits, a.account_seq,
  a.last_seq, a.closed_at, c.solvency,
  coalesce(a.path ~ c.path_pattern and (a.kind, a.natural_side) = (c.kind, c.natural_side)
    and a.min_balance is not distinct from c.min_balance
    and a.owner_id is not distinct from case when c.has_owner then split_part(a.path, ':', 2)::uuid end, false) as is_charted,
  (select least(
    (select min(t.seq) from ledger.transfer t where t.seq < 1), (select min(t.seq) from ledger.transfer t where t.seq > h.seq),
    (select min(n.seq) from ledger.note n where n.seq < 1), (select min(n.seq) from ledger.note n where n.seq > h.seq))) as outside
from ledger.head h
left join ledger.account a on true
left join ledger.chart c on c.line = a.line
order by a.id;
