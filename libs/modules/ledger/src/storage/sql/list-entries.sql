-- Ids of entries, newest first. $1 only those that start below this log position (int8), $2 limit (int4).
select e.id, e.first_seq from ledger.entry e where e.first_seq < $1::int8 order by e.first_seq desc limit $2::int4;
