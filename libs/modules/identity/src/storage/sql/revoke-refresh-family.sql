-- Revokes the family $1 at $2 because of $3. A family revoked before keeps its first reason.
update identity.refresh_family set revoked_at = $2, revoked_because = $3 where id = $1 and revoked_at is null;
