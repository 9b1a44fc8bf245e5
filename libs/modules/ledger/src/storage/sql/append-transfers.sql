-- Takes transfers as binary rows, in the order of their log positions; the first row of an entry carries what is of the
-- entry alone, which is null on its others. The caller holds the head.
-- The trigger checks every value against the head and the accounts, then moves the balances.
copy ledger.transfer (
  seq, amount, effective_at, recorded_at,
  debit_account_id, debit_account_seq, debit_prev_seq, debit_credits_after, debit_debits_after,
  credit_account_id, credit_account_seq, credit_prev_seq, credit_credits_after, credit_debits_after,
  refers_to, entry_id, kind, asset, facts, transfer_count, content_hash, metadata, requested
) from stdin (format binary)
