-- Adds the list of run $1. $2 payees (uuid[]), $3 payable (bigint[]), $4 reasons to be left out (text[], null when
-- listed), paired by position.
insert into payouts.payout (run_id, payee_id, payable, left_out)
select $1, payee_id, payable, left_out from unnest($2::uuid[], $3::bigint[], $4::text[]) as listed (payee_id, payable, left_out);
