-- Transfers of some accounts, newest first, with the entries they belong to.
-- $1 account ids (int8[]), $2 only those below this log position (int8), $3 limit (int4).
-- Each account gives at most the limit from each of its two indexes; no more than that is sorted.
select t.seq, t.entry_id
from unnest($1::int8[]) as a (id)
cross join lateral (
  (select d.seq, d.entry_id from ledger.transfer d where d.debit_account_id = a.id and d.seq < $2::int8 order by d.seq desc limit $3::int4)
  union all
  (select c.seq, c.entry_id from ledger.transfer c where c.credit_account_id = a.id and c.seq < $2::int8 order by c.seq desc limit $3::int4)
) t
group by t.seq, t.entry_id
order by t.seq desc
limit $3::int4;
