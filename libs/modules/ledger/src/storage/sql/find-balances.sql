-- The newest tree of balances of an asset whose note lies within a size of the log, with one account's place in it.
-- $1 asset (text), $2 size of the log (int8), $3 account id (int8). Accounts are never removed and their numbers only grow, so
-- the place is the number of accounts before it.
select b.size, b.note_seq, b.account_count, b.leaves, n.hash as note_hash, n.recorded_at,
  (select count(*) from ledger.account a where a.asset = b.asset and a.id < $3::int8) as index
from ledger.balances b
join ledger.note n on n.seq = b.note_seq
where b.asset = $1::text and b.note_seq <= $2::int8 and b.last_account_id >= $3::int8
order by b.size desc
limit 1;
