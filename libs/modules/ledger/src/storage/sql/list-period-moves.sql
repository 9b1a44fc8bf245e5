-- Moves of the books' closing, newest first. $1 only below this position of the log (int8), $2 limit (int4).
select p.note_seq, p.kind, p.until, p.before, p.moved_by, p.reason, n.recorded_at
from ledger.period_move p
join ledger.note n on n.seq = p.note_seq
where p.note_seq < $1::int8
order by p.note_seq desc
limit $2::int4;
