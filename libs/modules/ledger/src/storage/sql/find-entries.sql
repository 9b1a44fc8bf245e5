-- Entries by id, each with its rows in order as one JSON array; numbers as text, so that none is rounded.
-- $1 ids (uuid[]). Reads history, which never changes.
select e.id, e.content_hash, e.effective_at, e.recorded_at, e.metadata, e.requested, e.first_seq,
  (select json_agg(json_build_object(
      'seq', t.seq::text, 'kind', t.kind, 'debit', d.path, 'credit', c.path, 'amount', t.amount::text, 'asset', t.asset,
      'refers_to', coalesce(t.refers_to, 0)::text, 'facts', coalesce(encode(t.facts, 'hex'), ''),
      'debit_side', json_build_object('account_seq', t.debit_account_seq::text, 'prev_seq', t.debit_prev_seq::text,
        'credits_after', t.debit_credits_after::text, 'debits_after', t.debit_debits_after::text),
      'credit_side', json_build_object('account_seq', t.credit_account_seq::text, 'prev_seq', t.credit_prev_seq::text,
        'credits_after', t.credit_credits_after::text, 'debits_after', t.credit_debits_after::text)
    ) order by t.seq)
    from ledger.transfer t
    join ledger.account d on d.id = t.debit_account_id
    join ledger.account c on c.id = t.credit_account_id
    where t.seq >= e.first_seq and t.seq < e.first_seq + e.transfer_count) as transfers
from ledger.find_entries($1::uuid[]) f
cross join lateral (select * from ledger.entry e where e.first_seq = f.first_seq offset 0) e;
