-- Adds an organisation. $1 id, $2 kind, $3 name, $4 created at.
insert into identity.organisation (id, kind, name, created_at) values ($1, $2, $3, $4);
