-- Totals of one account at a past moment, by adding up its rows, from its last one down their links.
-- $1 path, $2 asset (text), $3 latest effective time or null, $4 latest recorded time or null (timestamptz).
-- Holds and voids (kinds 2 and 4) move nothing.
select a.natural_side, coalesce(t.debits, 0)::text as debits, coalesce(t.credits, 0)::text as credits
from ledger.account a
cross join lateral (
  with recursive chain as (
    select t.* from ledger.transfer t where t.seq = a.last_seq
    union all
    select t.* from chain c
    join ledger.transfer t on t.seq = case when c.debit_account_id = a.id then c.debit_prev_seq else c.credit_prev_seq end
  )
  select sum(c.amount) filter (where c.debit_account_id = a.id) as debits, sum(c.amount) filter (where c.credit_account_id = a.id) as credits
  from chain c
  where c.kind in (1, 3, 5)
    and c.effective_at <= coalesce($3::timestamptz, 'infinity') and c.recorded_at <= coalesce($4::timestamptz, 'infinity')
) t
where a.path = $1::text and a.asset = $2::text;
