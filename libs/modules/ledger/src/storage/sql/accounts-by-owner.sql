-- Accounts of one organisation, in order of path and asset, keyset by the last one seen.
-- $1 organisation (uuid), $2 and $3 path and asset of the last one seen (text; empty at the start), $4 limit (int4).
-- One statement: a consistent picture without the head.
select a.id, a.path, a.asset, a.line, a.kind, a.natural_side, a.min_balance, a.owner_id, a.debits, a.credits, a.pending_debits, a.pending_credits, a.account_seq, a.last_seq,
  a.closed_at
from ledger.account a
where a.owner_id = $1::uuid and (a.path, a.asset) > ($2::text, $3::text)
order by a.path, a.asset
limit $4::int4;
