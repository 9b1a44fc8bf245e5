-- What payee $1 was booked by posted or settled runs of custody $2 and asset $3, the oldest run first, locked until
-- commit. Runs are locked in the order of their ids first, because the last payout settles its run.
select r.id as run_id, p.booked, p.settled
from payouts.payout p join payouts.payout_run r on r.id = p.run_id
where p.payee_id = $1 and r.custody_key = $2 and r.asset = $3 and p.booked > 0
  and r.state in ('frozen', 'posting', 'posted', 'settled')
order by r.approved_at, r.id
for update;
