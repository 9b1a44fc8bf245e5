-- What the run $1 lists, has booked and has settled.
select coalesce(sum(payable) filter (where left_out is null), 0)::bigint as listed,
  coalesce(sum(booked), 0)::bigint as booked, coalesce(sum(settled), 0)::bigint as settled,
  count(*) filter (where left_out is null) as payees, count(*) filter (where left_out is not null) as left_out
from payouts.payout where run_id = $1;
