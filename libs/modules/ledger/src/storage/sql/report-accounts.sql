-- Accounts of a report with their totals before a range of days and within it, as a log of $11 leaves has them; in order of path and
-- asset, keyset by the last one seen, which may be wanted itself.
-- $1 line of the chart, $2 owner (uuid), $3 path, $4 asset: each null for any. $5 and $6 path and asset to start at (text; empty at
-- the start), $7 limit (int4). $8 first and $9 last day (date, in the book's zone), $10 the instant at which the first begins,
-- $12 the last instant of the last (timestamptz).
-- Days that are rolled up; then, down each account's links, the rows behind them are added that the log has, and those taken off that
-- it has not. A path starts with the first part of its line: that bounds the scan.
select a.id, a.path, a.asset, a.line, a.kind, a.natural_side, a.owner_id, a.account_seq,
  (coalesce(d.before_debits, 0) + coalesce(t.before_debits, 0))::text as before_debits,
  (coalesce(d.before_credits, 0) + coalesce(t.before_credits, 0))::text as before_credits,
  (coalesce(d.debits, 0) + coalesce(t.debits, 0))::text as debits, (coalesce(d.credits, 0) + coalesce(t.credits, 0))::text as credits
from ledger.rolled_up r
cross join lateral (
  select * from ledger.account a
  where ($1::text is null or (a.line = $1::text and a.path >= split_part($1::text, ':', 1) and a.path < split_part($1::text, ':', 1) || ';'))
    and ($2::uuid is null or a.owner_id = $2::uuid) and ($3::text is null or a.path = $3::text) and ($4::text is null or a.asset = $4::text)
    and (a.path, a.asset) >= ($5::text, $6::text)
  order by a.path, a.asset
  limit $7::int4
) a
cross join lateral (
  select sum(d.debits) filter (where d.day < $8::date) as before_debits, sum(d.credits) filter (where d.day < $8::date) as before_credits,
    sum(d.debits) filter (where d.day >= $8::date) as debits, sum(d.credits) filter (where d.day >= $8::date) as credits
  from ledger.account_day d where d.account_id = a.id and d.day <= $9::date
) d
cross join lateral (
  with recursive chain as (
    select t.* from ledger.transfer t where t.seq = a.last_seq and t.seq > least(r.seq, $11::int8)
    union all
    select t.* from chain c
    join ledger.transfer t on t.seq = case when c.debit_account_id = a.id then c.debit_prev_seq else c.credit_prev_seq end
    where t.seq > least(r.seq, $11::int8)
  ), side as (
    select c.effective_at < $10::timestamptz as is_before, c.debit_account_id = a.id as is_debit,
      case when c.seq <= $11::int8 then c.amount else -c.amount end as amount
    from chain c
    where c.kind in (1, 3, 5) and c.effective_at <= $12::timestamptz and (c.seq > r.seq) = (c.seq <= $11::int8)
  )
  select sum(s.amount) filter (where s.is_before and s.is_debit) as before_debits,
    sum(s.amount) filter (where s.is_before and not s.is_debit) as before_credits,
    sum(s.amount) filter (where not s.is_before and s.is_debit) as debits,
    sum(s.amount) filter (where not s.is_before and not s.is_debit) as credits
  from side s
) t
order by a.path, a.asset;
