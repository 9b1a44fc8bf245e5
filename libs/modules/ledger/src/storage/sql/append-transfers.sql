-- Writes transfers, one array item each, in the order of their log positions.
-- $1 position of the first (int8); $2 entry ids (uuid[]), $3 effective and $4 recorded times (timestamptz[]),
-- $5 kinds (int2[]), $6 amounts (int8[]), $7 assets (text[]), $8 positions of originals or null (int8[]),
-- $9 debited accounts, $10 their numbers, $11 their positions before, $12 credits and $13 debits after (int8[]),
-- $14 … $18 the same of the credited accounts (int8[]),
-- $19 leaf hashes and $20 facts (zeros for none), 32 bytes each, one after the other (bytea).
-- The trigger checks every value against the head and the accounts, then moves the balances.
insert into ledger.transfer (
  seq, entry_id, effective_at, recorded_at, kind, amount, asset, refers_to,
  debit_account_id, debit_account_seq, debit_prev_seq, debit_credits_after, debit_debits_after,
  credit_account_id, credit_account_seq, credit_prev_seq, credit_credits_after, credit_debits_after,
  leaf_hash, facts
)
select $1::int8 + t.ordinality - 1, t.entry_id, t.effective_at, t.recorded_at, t.kind, t.amount, t.asset, t.refers_to,
  t.debit_account_id, t.debit_account_seq, t.debit_prev_seq, t.debit_credits_after, t.debit_debits_after,
  t.credit_account_id, t.credit_account_seq, t.credit_prev_seq, t.credit_credits_after, t.credit_debits_after,
  substring($19::bytea from (32 * (t.ordinality - 1) + 1)::int4 for 32),
  nullif(substring($20::bytea from (32 * (t.ordinality - 1) + 1)::int4 for 32),
    '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea)
from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::int2[], $6::int8[], $7::text[], $8::int8[],
    $9::int8[], $10::int8[], $11::int8[], $12::int8[], $13::int8[], $14::int8[], $15::int8[], $16::int8[], $17::int8[], $18::int8[])
  with ordinality as t (entry_id, effective_at, recorded_at, kind, amount, asset, refers_to,
    debit_account_id, debit_account_seq, debit_prev_seq, debit_credits_after, debit_debits_after,
    credit_account_id, credit_account_seq, credit_prev_seq, credit_credits_after, credit_debits_after, ordinality);
