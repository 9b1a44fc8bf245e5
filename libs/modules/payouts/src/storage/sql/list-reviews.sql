-- Open reviews, the oldest first, at most $1.
select id, payee_id, reason, opened_by, opened_at from payouts.review where closed_at is null order by opened_at, id limit $1;
