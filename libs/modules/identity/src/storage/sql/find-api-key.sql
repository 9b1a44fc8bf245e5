-- The API key with SHA-256 $1, unless revoked.
select id, organisation_id, roles, scopes, last_used_at from identity.api_key where hash = $1 and revoked_at is null;
