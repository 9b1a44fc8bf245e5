-- Cancels the run $1 by $2 at $3 because of $4. The caller holds its row.
update payouts.payout_run set state = 'cancelled', cancelled_by = $2, cancelled_at = $3, cancel_reason = $4 where id = $1;
