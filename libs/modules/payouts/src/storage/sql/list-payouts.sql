-- One page of the list of run $1 by payee, at most $3 behind the payee $2 (null for the first page; $3 null for all).
select payee_id, payable, left_out, booked, booked_seq, settled
from payouts.payout where run_id = $1 and ($2::uuid is null or payee_id > $2)
order by payee_id limit $3;
