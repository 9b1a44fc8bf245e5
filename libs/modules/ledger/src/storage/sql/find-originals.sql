-- Transfers with the sum of their reversals; of holds the accounts and whether they are over.
-- $1 log positions (int8[]). Under the head no reversal, capture or void can come in between. What refers to a
-- transfer comes after it, so parts of history in front of it are not asked.
select t.seq, t.kind, t.asset, t.amount,
  (select coalesce(sum(r.amount), 0)::int8 from ledger.transfer r where r.refers_to = t.seq and r.seq > t.seq and r.kind = 5) as reversed,
  (select d.path from ledger.account d where d.id = t.debit_account_id) as debit,
  (select c.path from ledger.account c where c.id = t.credit_account_id) as credit,
  exists (select from ledger.transfer r where r.refers_to = t.seq and r.seq > t.seq and r.kind in (3, 4)) as is_resolved
from ledger.transfer t
where t.seq = any ($1::int8[]);
