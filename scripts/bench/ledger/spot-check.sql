-- Recomputes the contents of 10,000 entries of one transfer and compares each with the row before it on its debit side.
with picked as (
  select t.* from (select 1 + floor(random() * h.seq)::int8 as seq from ledger.head h, generate_series(1, 10000) offset 0) p
  join ledger.transfer t on t.seq = p.seq
)
select count(*)::text as checked, (count(*) filter (where not (
  t.content_hash = ledger.entry_content_hash(t.asset, t.effective_at, t.entry_id, t.metadata,
    '[' || ledger.transfer_content(t.amount, c.path, d.path, t.facts, t.kind, t.refers_to) || ']')
  and coalesce(t.debit_debits_after = t.amount + case when b.debit_account_id = d.id then b.debit_debits_after else b.credit_debits_after end
    and t.debit_account_seq = 1 + case when b.debit_account_id = d.id then b.debit_account_seq else b.credit_account_seq end,
    t.debit_prev_seq = 0 and t.debit_account_seq = 1 and t.debit_debits_after = t.amount)
)))::text as wrong
from picked t
join ledger.account d on d.id = t.debit_account_id
join ledger.account c on c.id = t.credit_account_id
left join ledger.transfer b on b.seq = t.debit_prev_seq;
