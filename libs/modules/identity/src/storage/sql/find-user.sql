-- The user with id $1.
select id, email, name, password_hash, is_demo from identity."user" where id = $1;
