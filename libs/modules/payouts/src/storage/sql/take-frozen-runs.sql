-- Marks every frozen run of custody $1 as being posted since $2, and returns their ids. The caller holds
-- lock-custody.sql, so no run of it is frozen or cancelled meanwhile.
update payouts.payout_run set state = 'posting', posting_at = $2 where custody_key = $1 and state = 'frozen' returning id;
