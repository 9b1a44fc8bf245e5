-- Adds a refresh token to a family. $1 SHA-256 of it, $2 family, $3 created at, $4 expires at.
insert into identity.refresh_token (hash, family_id, created_at, expires_at) values ($1, $2, $3, $4);
