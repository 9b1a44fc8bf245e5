-- Every transfer of one account within a size of the log, oldest first, with its entry's content hash.
-- $1 account id (int8), $2 size of the log (int8), $3 most rows (int4). Walks the account's links down by primary key.
with recursive chain as (
  select t.* from ledger.account a join ledger.transfer t on t.seq = a.last_seq where a.id = $1::int8
  union all
  select t.* from chain c
  join ledger.transfer t on t.seq = case when c.debit_account_id = $1::int8 then c.debit_prev_seq else c.credit_prev_seq end
), own as (
  select * from chain where seq <= $2::int8 limit $3::int4
)
select t.seq::text, t.entry_id, t.kind, t.amount::text, t.effective_at, t.recorded_at, coalesce(t.refers_to, 0)::text as refers_to,
  coalesce(encode(t.facts, 'hex'), '') as facts, encode(e.content_hash, 'hex') as content_hash,
  d.path as debit_path, t.debit_account_seq::text, t.debit_prev_seq::text, t.debit_credits_after::text, t.debit_debits_after::text,
  c.path as credit_path, t.credit_account_seq::text, t.credit_prev_seq::text, t.credit_credits_after::text, t.credit_debits_after::text
from own t
join ledger.transfer e on e.entry_id = t.entry_id and e.transfer_count is not null
  and e.seq <= t.seq and e.seq > t.seq - 16380 -- An entry is no longer: two parts of history are asked at most.
join ledger.account d on d.id = t.debit_account_id
join ledger.account c on c.id = t.credit_account_id
order by t.seq;
