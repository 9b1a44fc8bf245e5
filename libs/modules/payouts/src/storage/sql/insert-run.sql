-- Adds a proposed run. $1 id, $2 asset, $3 custody key, $4 minimum, $5 log size, $6 proposed by, $7 proposed at.
insert into payouts.payout_run (id, asset, custody_key, state, minimum, at_seq, proposed_by, proposed_at)
values ($1, $2, $3, 'proposed', $4, $5, $6, $7);
