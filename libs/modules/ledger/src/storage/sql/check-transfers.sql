-- Transfers at log positions :from … :to, every column, in PostgreSQL's binary COPY format. COPY takes no parameters: the two
-- numbers are put in by the reader, which holds them as bigint. What is of the entry alone is null but on its first row.
copy (
  select t.seq, t.entry_id, t.effective_at, t.recorded_at, t.kind, t.amount, t.asset, t.refers_to, t.facts,
    t.debit_account_id, t.debit_account_seq, t.debit_prev_seq, t.debit_credits_after, t.debit_debits_after,
    t.credit_account_id, t.credit_account_seq, t.credit_prev_seq, t.credit_credits_after, t.credit_debits_after,
    t.transfer_count, t.content_hash, t.metadata, t.requested
  from ledger.transfer t
  where t.seq between :from and :to
  order by t.seq
) to stdout (format binary)
