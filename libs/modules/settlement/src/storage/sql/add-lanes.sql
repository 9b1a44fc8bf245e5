-- Gives payees their lanes of $1, for ever: $2 lanes, $3 payees, $4 log positions of their notes, paired by position; $5 now.
-- The caller holds the vault's row, which gives the lanes out.
insert into settlement.payee_lane (custody_key, lane, payee_id, note_seq, opened_at)
select $1, lane, payee_id, note_seq, $5
from unnest($2::int8[], $3::uuid[], $4::int8[]) as given (lane, payee_id, note_seq);
