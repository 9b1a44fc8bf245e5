-- Of the runs $1 (uuid[]): posted ones with nothing left to settle become settled at $2, and settled ones of which a
-- claim was undone become posted again.
update payouts.payout_run r set
  state = case when sums.is_whole then 'settled' else 'posted' end,
  settled_at = case when sums.is_whole then $2::timestamptz end
from (
  select p.run_id, bool_and(p.settled = coalesce(p.booked, 0)) as is_whole
  from payouts.payout p where p.run_id = any ($1::uuid[]) group by p.run_id
) as sums
where r.id = sums.run_id and r.state = case when sums.is_whole then 'posted' else 'settled' end;
