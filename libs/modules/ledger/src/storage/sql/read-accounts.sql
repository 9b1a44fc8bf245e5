-- Accounts with their running totals.
-- $1 paths (text[]) and $2 assets (text[]), paired by position; repeats are fine, missing ones are left out.
-- Under the head nobody changes what this returns.
select a.id, a.path, a.asset, a.line, a.kind, a.natural_side, a.min_balance, a.owner_id, a.debits, a.credits, a.pending_debits, a.pending_credits, a.account_seq, a.last_seq,
  a.closed_at
from unnest($1::text[], $2::text[]) as wanted (path, asset)
join ledger.account a on a.path = wanted.path and a.asset = wanted.asset;
