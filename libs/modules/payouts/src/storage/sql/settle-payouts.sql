-- Stores what payee $1 has settled of the runs $2 (uuid[]): $3 (bigint[]), paired by position.
update payouts.payout p set settled = told.settled
from unnest($2::uuid[], $3::bigint[]) as told (run_id, settled)
where p.payee_id = $1 and p.run_id = told.run_id;
