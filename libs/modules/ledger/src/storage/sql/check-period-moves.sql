-- Every move of the books' closing, in the order of the log.
select p.note_seq, p.kind, p.until, p.before, p.moved_by, p.reason from ledger.period_move p order by p.note_seq;
