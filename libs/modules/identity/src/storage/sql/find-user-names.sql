-- Names of the users $1 (uuid[]).
select id, name from identity."user" where id = any ($1::uuid[]);
