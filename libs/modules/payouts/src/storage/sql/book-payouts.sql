-- Stores what was really booked for run $1: $2 payees (uuid[]), $3 amounts and $4 log positions (bigint[]), paired.
-- Runs after the posting, under the ledger's head: it touches only rows that this transaction holds already.
update payouts.payout p set booked = told.amount, booked_seq = nullif(told.seq, 0)
from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as told (payee_id, amount, seq)
where p.run_id = $1 and p.payee_id = told.payee_id;
