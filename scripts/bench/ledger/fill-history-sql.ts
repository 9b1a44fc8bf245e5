/**
 * Fills history with :rows transfers in one go, as the owner with triggers off: what the poster would have booked, row for row; the
 * audit of the benchmark replays it. Each transfer is an entry of 1 minor unit from a random organisation's prepaid to a random
 * one's pending. Placeholders: :rows of this go; :done before it, of :total, decide the effective day out of :days.
 */
export const FILL = `
do $$
begin
  while (select max(p.last_seq) from ledger.transfer_part p) < (select h.seq + :rows from ledger.head h) loop
    perform ledger.add_part();
  end loop;
end $$;

create temp table org on commit drop as
select row_number() over (order by p.id) as n, p.id as prepaid_id, c.id as pending_id
from ledger.account p join ledger.account c on c.path = 'payee:' || p.owner_id || ':pending' and c.asset = p.asset
where p.line = 'org:prepaid' and p.asset = 'GBPT/2';
analyze org;

create temp table draft on commit drop as
select h.seq + r.n as seq, d.prepaid_id as debit_id, c.pending_id as credit_id,
  date_trunc('day', now(), 'UTC') - (:days - (:done + r.n - 1) * :days / :total) * interval '1 day' + interval '1 second' as effective_at,
  overlay(overlay(replace(gen_random_uuid()::text, '-', '') placing lpad(to_hex(ledger.epoch_ms(now()) + r.n / 100), 12, '0') from 1)
    placing '7' from 13)::uuid as entry_id
from (
  select n, 1 + floor(random() * o.many)::int8 as debit, 1 + floor(random() * o.many)::int8 as credit
  from generate_series(1, :rows) n, (select count(*) as many from org) o
  offset 0 -- Each row's draw is made once.
) r
join org d on d.n = r.debit
join org c on c.n = r.credit
cross join ledger.head h;
analyze draft;

create temp table side on commit drop as
select s.seq, s.is_debit, s.account_id, a.path, a.path_hash, a.account_seq + row_number() over w as account_seq,
  coalesce(lag(s.seq) over w, a.last_seq) as prev_seq, a.debits + count(*) filter (where s.is_debit) over w as debits_after,
  a.credits + count(*) filter (where not s.is_debit) over w as credits_after, lead(s.seq) over w is null as is_last
from (select seq, true as is_debit, debit_id as account_id from draft union all select seq, false, credit_id from draft) s
join ledger.account a on a.id = s.account_id
window w as (partition by s.account_id order by s.seq rows unbounded preceding);
analyze side;

insert into ledger.transfer (seq, amount, debit_account_id, credit_account_id, effective_at, recorded_at, debit_account_seq, debit_prev_seq,
  debit_credits_after, debit_debits_after, credit_account_seq, credit_prev_seq, credit_credits_after, credit_debits_after, entry_id,
  transfer_count, kind, asset, content_hash, metadata)
select n.seq, 1, d.account_id, c.account_id, n.effective_at, n.recorded_at, d.account_seq, d.prev_seq, d.credits_after, d.debits_after,
  c.account_seq, c.prev_seq, c.credits_after, c.debits_after, n.entry_id, 1, 1::int2, 'GBPT/2', n.content_hash, '{"reason":"bench"}'
from (
  select draft.*, date_trunc('milliseconds', now()) as recorded_at,
    ledger.entry_content_hash('GBPT/2', draft.effective_at, draft.entry_id, '{"reason":"bench"}',
      '[' || ledger.transfer_content(1, c.path, d.path, null, 1::int2, null) || ']') as content_hash
  from draft
  join ledger.account d on d.id = draft.debit_id
  join ledger.account c on c.id = draft.credit_id
  offset 0 -- The content is hashed once, not once where it is used.
) n
join side d on d.seq = n.seq and d.is_debit
join side c on c.seq = n.seq and not c.is_debit
order by n.seq;

update ledger.account a set debits = s.debits_after, credits = s.credits_after, account_seq = s.account_seq, last_seq = s.seq
from side s where s.is_last and a.id = s.account_id;
update ledger.head set seq = seq + :rows, recorded_at = date_trunc('milliseconds', now());
`;

/**
 * Recomputes the contents of 10,000 entries of one transfer and compares each with the row before it on its debit side.
 */
export const SPOT_CHECK = `
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
`;
