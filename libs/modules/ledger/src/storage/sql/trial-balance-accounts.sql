-- Accounts of a trial balance now, in order of path and asset, keyset by the last one seen.
-- $1 line of the chart or null (text), $2 and $3 path and asset of the last one seen (text; empty at the start), $4 limit (int4).
select a.path, a.asset, a.line, a.kind, a.natural_side, a.debits::text as debits, a.credits::text as credits
from ledger.account a
where ($1::text is null or a.line = $1::text) and (a.path, a.asset) > ($2::text, $3::text)
order by a.path, a.asset
limit $4::int4;
