-- What moved on an account in a range of days, by effective time and log position, each with the account's totals since the range
-- began, as a log of $6 leaves has it; keyset by the last one seen.
-- $1 account id (int8), $2 first and $3 last day (date), $4 first and $5 last instant of them (timestamptz), $6 size of the log (int8),
-- $7 and $8 effective time and log position of the last one seen (timestamptz, int8; null at the start), $9 limit (int4).
-- Reads the rows behind the days, then those between the first and the last position of the range's days, down the account's links.
with recursive bounds as materialized (
  select a.id, a.last_seq, r.seq as rolled_up, d.first_seq, d.until_seq
  from ledger.account a
  cross join ledger.rolled_up r
  cross join lateral (
    select min(d.first_seq) as first_seq, max(d.last_seq) as until_seq from ledger.account_day d
    where d.account_id = a.id and d.day between $2::date and $3::date
  ) d
  where a.id = $1::int8
), behind as (
  select t.seq, t.kind, t.amount, t.effective_at, t.debit_account_id = b.id as is_debit,
    case when t.debit_account_id = b.id then t.debit_prev_seq else t.credit_prev_seq end as prev_seq
  from bounds b join ledger.transfer t on t.seq = b.last_seq
  where t.seq > b.rolled_up
  union all
  select t.seq, t.kind, t.amount, t.effective_at, t.debit_account_id = b.id,
    case when t.debit_account_id = b.id then t.debit_prev_seq else t.credit_prev_seq end
  from behind c cross join bounds b
  join ledger.transfer t on t.seq = c.prev_seq
  where t.seq > b.rolled_up
), within as (
  select t.seq, t.kind, t.amount, t.effective_at, t.debit_account_id = b.id as is_debit,
    case when t.debit_account_id = b.id then t.debit_prev_seq else t.credit_prev_seq end as prev_seq
  from bounds b join ledger.transfer t on t.seq = b.until_seq
  union all
  select t.seq, t.kind, t.amount, t.effective_at, t.debit_account_id = b.id,
    case when t.debit_account_id = b.id then t.debit_prev_seq else t.credit_prev_seq end
  from within c cross join bounds b
  join ledger.transfer t on t.seq = c.prev_seq
  where t.seq >= b.first_seq
), moved as (
  select m.seq, m.is_debit, m.effective_at, sum(m.amount) filter (where m.is_debit) over w as debits,
    sum(m.amount) filter (where not m.is_debit) over w as credits
  from (select * from behind union all select * from within) m
  where m.kind in (1, 3, 5) and m.seq <= $6::int8 and m.effective_at between $4::timestamptz and $5::timestamptz
  window w as (order by m.effective_at, m.seq rows unbounded preceding)
), page as (
  select * from moved m
  where $8::int8 is null or (m.effective_at, m.seq) > ($7::timestamptz, $8::int8)
  order by m.effective_at, m.seq
  limit $9::int4
)
select p.seq, t.entry_id, t.kind, t.amount::text, p.is_debit, t.effective_at, t.recorded_at, t.refers_to, c.path as counter,
  coalesce(p.debits, 0)::text as debits, coalesce(p.credits, 0)::text as credits
from page p
join ledger.transfer t on t.seq = p.seq
join ledger.account c on c.id = case when p.is_debit then t.credit_account_id else t.debit_account_id end
order by p.effective_at, p.seq;
