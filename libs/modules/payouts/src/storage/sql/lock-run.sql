-- Locks the run $1 until commit and returns it. Two approvals of one run queue here; the second finds it frozen.
select * from payouts.payout_run where id = $1 for update;
