-- The API keys of the organisation $1, newest first; never their hashes.
select id, name, prefix, roles, scopes, created_by, created_at, last_used_at, revoked_at
from identity.api_key where organisation_id = $1 order by id desc;
