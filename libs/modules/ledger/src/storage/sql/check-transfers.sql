-- Transfers at log positions $1 … $2 (int8), every column.
select t.seq, t.entry_id, t.effective_at, t.recorded_at, t.kind, t.amount, t.asset, t.refers_to, t.leaf_hash, t.facts,
  t.debit_account_id, t.debit_account_seq, t.debit_prev_seq, t.debit_credits_after, t.debit_debits_after,
  t.credit_account_id, t.credit_account_seq, t.credit_prev_seq, t.credit_credits_after, t.credit_debits_after
from ledger.transfer t
where t.seq between $1::int8 and $2::int8
order by t.seq;
