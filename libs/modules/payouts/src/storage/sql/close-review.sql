-- Closes the open review $1 by $2 at $3.
update payouts.review set closed_by = $2, closed_at = $3 where id = $1 and closed_at is null returning id;
