-- One note by its log position. $1 position (int8).
select n.seq, n.topic, n.hash, n.recorded_at from ledger.note n where n.seq = $1::int8;
