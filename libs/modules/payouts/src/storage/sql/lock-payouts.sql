-- The whole list of run $1 by payee, locked until commit. The caller holds the run; `order by` is the lock order.
select payee_id, payable, left_out, booked, booked_seq, settled
from payouts.payout where run_id = $1 order by payee_id for update;
