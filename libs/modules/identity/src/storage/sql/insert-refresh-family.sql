-- Starts a family of refresh tokens. $1 id, $2 user, $3 organisation, $4 created at.
insert into identity.refresh_family (id, user_id, organisation_id, created_at) values ($1, $2, $3, $4);
