-- Uses the challenge with nonce $1 of organisation $2 and user $3 whose text is exactly $4, at $5, and returns its
-- address; nothing when there is none, it expired, or it was used. Two uses queue on the row; the second finds used_at.
update identity.wallet_challenge set used_at = $5
where nonce = $1 and organisation_id = $2 and user_id = $3 and message = $4 and used_at is null and expires_at > $5
returning address;
