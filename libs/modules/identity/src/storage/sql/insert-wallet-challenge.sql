-- Issues a challenge. $1 nonce, $2 organisation, $3 user, $4 address (lower case), $5 message, $6 issued, $7 expires.
insert into identity.wallet_challenge (nonce, organisation_id, user_id, address, message, issued_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7);
