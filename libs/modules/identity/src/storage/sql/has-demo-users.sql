-- Whether any demo user exists.
select exists (select from identity."user" where is_demo) as has_demo_users;
