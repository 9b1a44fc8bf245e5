-- One move of the instant until which the books are closed. $1 position of its note (int8), $2 kind, $3 until, $4 before
-- (timestamptz or null), $5 who, $6 why (text). Its trigger compares it with the head and the note, and moves the instant.
insert into ledger.period_move (note_seq, kind, until, before, moved_by, reason) values ($1, $2, $3, $4, $5, $6);
