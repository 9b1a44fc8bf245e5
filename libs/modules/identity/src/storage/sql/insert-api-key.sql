-- Adds an API key. $1 id, $2 organisation, $3 name, $4 shown prefix, $5 SHA-256 of the key, $6 roles (text[]),
-- $7 scopes (text[]), $8 created by, $9 created at.
insert into identity.api_key (id, organisation_id, name, prefix, hash, roles, scopes, created_by, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);
