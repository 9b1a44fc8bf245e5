-- Leaves the payees $2 (uuid[]) of run $1 out for reason $3. The caller holds the rows.
update payouts.payout set left_out = $3 where run_id = $1 and payee_id = any ($2::uuid[]);
