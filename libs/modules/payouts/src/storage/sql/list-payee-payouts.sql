-- One page of what payee $1 got from runs, the newest first. $2 proposed at and $3 run of the last one seen or null,
-- $4 rows. Proposals are not shown: nothing is promised before a second person approves.
select r.id as run_id, r.asset, r.state, r.proposed_at, r.posted_as, p.payee_id, p.payable, p.left_out, p.booked,
  p.booked_seq, p.settled
from payouts.payout p join payouts.payout_run r on r.id = p.run_id
where p.payee_id = $1 and r.state in ('frozen', 'posting', 'posted', 'settled')
  and ($2::timestamptz is null or (r.proposed_at, r.id) < ($2, $3::uuid))
order by r.proposed_at desc, r.id desc limit $4;
