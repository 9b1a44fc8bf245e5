-- Totals of one account at a past moment, by adding up its rows.
-- $1 path, $2 asset (text), $3 latest effective time or null, $4 latest recorded time or null (timestamptz).
-- Holds and voids (kinds 2 and 4) move nothing.
select a.natural_side, coalesce(d.amount, 0)::text as debits, coalesce(c.amount, 0)::text as credits
from ledger.account a
cross join lateral (select sum(t.amount) as amount from ledger.transfer t where t.debit_account_id = a.id and t.kind in (1, 3, 5)
  and t.effective_at <= coalesce($3::timestamptz, 'infinity') and t.recorded_at <= coalesce($4::timestamptz, 'infinity')) d
cross join lateral (select sum(t.amount) as amount from ledger.transfer t where t.credit_account_id = a.id and t.kind in (1, 3, 5)
  and t.effective_at <= coalesce($3::timestamptz, 'infinity') and t.recorded_at <= coalesce($4::timestamptz, 'infinity')) c
where a.path = $1::text and a.asset = $2::text;
