-- Notes at log positions $1 … $2 (int8).
select n.seq, n.topic, n.hash, n.recorded_at, n.leaf_hash
from ledger.note n
where n.seq between $1::int8 and $2::int8
order by n.seq;
