-- The run $1.
select * from payouts.payout_run where id = $1;
