-- Accounts whose path starts with a prefix, in order of path and asset, keyset by the last one seen.
-- $1 first path (text), $2 first path behind the prefix (text), $3 asset or null (text), $4 and $5 path and asset of the
-- last one seen (text; empty at the start), $6 limit (int4), $7 owner or null (uuid).
-- One statement: a consistent picture without the head.
select a.id, a.path, a.asset, a.line, a.kind, a.natural_side, a.min_balance, a.owner_id, a.debits, a.credits, a.pending_debits, a.pending_credits, a.account_seq, a.last_seq,
  a.closed_at
from ledger.account a
where a.path >= $1::text and a.path < $2::text and ($3::text is null or a.asset = $3::text) and ($7::uuid is null or a.owner_id = $7::uuid)
  and (a.path, a.asset) > ($4::text, $5::text)
order by a.path, a.asset
limit $6::int4;
