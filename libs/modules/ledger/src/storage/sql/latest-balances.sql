-- Size of the log and recorded time of the newest trees of balances; no row before the first.
select b.size, n.recorded_at from ledger.balances b join ledger.note n on n.seq = b.note_seq order by b.size desc limit 1;
