-- Whether a root of custody $1 is being built or waits for its finality.
select exists (select from payouts.payout_run where custody_key = $1 and state = 'posting') as is_posting;
