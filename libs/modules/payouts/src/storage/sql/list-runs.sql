-- One page of runs, the newest first, with how much each lists, has booked and has settled.
-- $1 state or null, $2 proposed at and $3 id of the last one seen or null, $4 rows.
select r.*, sums.listed, sums.booked, sums.settled, sums.payees, sums.left_out
from payouts.payout_run r
cross join lateral (
  select coalesce(sum(payable) filter (where p.left_out is null), 0)::bigint as listed,
    coalesce(sum(p.booked), 0)::bigint as booked, coalesce(sum(p.settled), 0)::bigint as settled,
    count(*) filter (where p.left_out is null) as payees, count(*) filter (where p.left_out is not null) as left_out
  from payouts.payout p where p.run_id = r.id
) as sums
where ($1::text is null or r.state = $1)
  and ($2::timestamptz is null or (r.proposed_at, r.id) < ($2, $3::uuid))
order by r.proposed_at desc, r.id desc limit $4;
