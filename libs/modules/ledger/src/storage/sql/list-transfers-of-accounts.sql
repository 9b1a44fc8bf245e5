-- Transfers of some accounts, newest first, with the entries they belong to.
-- $1 account ids (int8[]), $2 only those below this log position (int8), $3 limit (int4).
-- Each account's transfers are a chain from its last one down, so a page costs as many look-ups as lie above it.
select t.seq, t.entry_id
from unnest($1::int8[]) as wanted (id)
join ledger.account a on a.id = wanted.id
cross join lateral (
  with recursive chain as (
    select t.seq, t.entry_id, case when t.debit_account_id = a.id then t.debit_prev_seq else t.credit_prev_seq end as prev_seq
    from ledger.transfer t where t.seq = a.last_seq
    union all
    select t.seq, t.entry_id, case when t.debit_account_id = a.id then t.debit_prev_seq else t.credit_prev_seq end
    from chain c join ledger.transfer t on t.seq = c.prev_seq
  )
  select c.seq, c.entry_id from chain c where c.seq < $2::int8 limit $3::int4
) t
group by t.seq, t.entry_id
order by t.seq desc
limit $3::int4;
