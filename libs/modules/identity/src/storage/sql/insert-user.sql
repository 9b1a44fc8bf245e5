-- Adds a user, unless the e-mail is taken: then nothing is returned.
-- $1 id, $2 e-mail (lower case), $3 name, $4 argon2id hash, $5 is demo, $6 created at.
insert into identity."user" (id, email, name, password_hash, is_demo, created_at) values ($1, $2, $3, $4, $5, $6)
on conflict (email) do nothing
returning id;
