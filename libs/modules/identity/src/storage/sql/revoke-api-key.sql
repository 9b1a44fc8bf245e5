-- Revokes the API key $1 of the organisation $2 at $3; a key revoked before keeps its time.
update identity.api_key set revoked_at = coalesce(revoked_at, $3) where id = $1 and organisation_id = $2 returning id;
