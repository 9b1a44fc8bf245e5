-- Transfers with the sum of their reversals.
-- $1 log positions (int8[]). Under the head no reversal can come in between.
select t.seq, t.kind, t.asset, t.amount,
  (select coalesce(sum(r.amount), 0)::int8 from ledger.transfer r where r.refers_to = t.seq and r.kind = 5) as reversed
from ledger.transfer t
where t.seq = any ($1::int8[]);
