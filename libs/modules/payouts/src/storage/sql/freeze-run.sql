-- Approves and freezes the run $1 by $2 at $3. The caller holds its row; the database compares the two people itself.
update payouts.payout_run set state = 'frozen', approved_by = $2, approved_at = $3 where id = $1;
