-- Receivables with what was charged and paid on each day up to a moment, in order of path and asset, keyset by the last one seen.
-- $1 lines of the chart (text[]), $2 and $3 path and asset of the last one seen (text; empty at the start), $4 limit (int4).
-- $5 last whole day (date), $6 the moment (timestamptz), $7 the day that the moment is in, when it is not that day's end (date or null).
-- Days that are rolled up, the rows of the moment's own day, and the rows behind the days; the latter two down each account's links.
select a.path, a.asset, a.line, a.natural_side, a.owner_id,
  (select json_agg(json_build_array(p.day, p.debits::text, p.credits::text) order by p.day) from (
    select p.day, sum(p.debits) as debits, sum(p.credits) as credits from (
      select d.day, d.debits, d.credits from ledger.account_day d where d.account_id = a.id and d.day <= $5::date
      union all
      select (t.effective_at at time zone b.zone)::date, case when t.debit_account_id = a.id then t.amount else 0 end,
        case when t.debit_account_id = a.id then 0 else t.amount end
      from (
        with recursive behind as (
          select t.* from ledger.transfer t where t.seq = a.last_seq and t.seq > r.seq
          union all
          select t.* from behind c
          join ledger.transfer t on t.seq = case when c.debit_account_id = a.id then c.debit_prev_seq else c.credit_prev_seq end
          where t.seq > r.seq
        ), within as (
          select t.* from ledger.account_day d join ledger.transfer t on t.seq = d.last_seq where d.account_id = a.id and d.day = $7::date
          union all
          select t.* from within c
          join ledger.account_day d on d.account_id = a.id and d.day = $7::date
          join ledger.transfer t on t.seq = case when c.debit_account_id = a.id then c.debit_prev_seq else c.credit_prev_seq end
          where t.seq >= d.first_seq
        )
        select * from behind
        union all
        select * from within w where (w.effective_at at time zone b.zone)::date = $7::date
      ) t
      where t.kind in (1, 3, 5) and t.effective_at <= $6::timestamptz
    ) p group by p.day
  ) p) as days
from ledger.rolled_up r
cross join ledger.book b
cross join lateral (
  select * from ledger.account a
  where a.line = any ($1::text[]) and (a.path, a.asset) > ($2::text, $3::text)
  order by a.path, a.asset
  limit $4::int4
) a
order by a.path, a.asset;
