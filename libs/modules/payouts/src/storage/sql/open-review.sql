-- Opens a review of a payee, unless one is open: then nothing is returned.
-- $1 id, $2 payee, $3 reason, $4 opened by, $5 opened at.
insert into payouts.review (id, payee_id, reason, opened_by, opened_at) values ($1, $2, $3, $4, $5)
on conflict (payee_id) where closed_at is null do nothing
returning id;
