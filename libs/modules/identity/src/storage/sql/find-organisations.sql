-- The organisations with ids $1 (uuid[]); unknown ids are missing from the answer.
select id, kind, name, created_at from identity.organisation where id = any ($1::uuid[]);
