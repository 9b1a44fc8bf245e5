-- Entries that start at log positions $1 … $2 (int8).
select e.id, e.first_seq, e.effective_at, e.recorded_at, e.transfer_count, e.content_hash, e.metadata, e.requested
from ledger.entry e
where e.first_seq between $1::int8 and $2::int8
order by e.first_seq;
