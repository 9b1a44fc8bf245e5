-- Marks the refresh token with SHA-256 $1 as used at $2. The caller holds its lock.
update identity.refresh_token set used_at = $2 where hash = $1;
