-- The days of a range on which something took effect on an account, oldest first.
-- $1 account id (int8), $2 first and $3 last day (date), $4 first and $5 last instant of them (timestamptz), $6 limit (int4).
-- Days that are rolled up, and those of the rows behind them, down the account's links.
with recursive chain as (
  select t.seq, t.kind, t.effective_at, case when t.debit_account_id = a.id then t.debit_prev_seq else t.credit_prev_seq end as prev_seq
  from ledger.rolled_up r, ledger.account a
  join ledger.transfer t on t.seq = a.last_seq
  where a.id = $1::int8 and t.seq > r.seq
  union all
  select t.seq, t.kind, t.effective_at, case when t.debit_account_id = $1::int8 then t.debit_prev_seq else t.credit_prev_seq end
  from chain c cross join ledger.rolled_up r
  join ledger.transfer t on t.seq = c.prev_seq
  where t.seq > r.seq
)
select day::text from (
  (select d.day from ledger.account_day d where d.account_id = $1::int8 and d.day between $2::date and $3::date order by d.day limit $6::int4)
  union
  select (c.effective_at at time zone b.zone)::date from chain c cross join ledger.book b
  where c.kind in (1, 3, 5) and c.effective_at between $4::timestamptz and $5::timestamptz
) found
order by found.day
limit $6::int4;
