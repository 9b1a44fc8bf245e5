-- The user with e-mail $1 (lower case).
select id, email, name, password_hash, is_demo from identity."user" where email = $1;
