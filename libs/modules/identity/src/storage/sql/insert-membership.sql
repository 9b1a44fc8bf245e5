-- Makes a user a member. $1 user, $2 organisation, $3 its kind, $4 roles (text[]), $5 created at.
insert into identity.membership (user_id, organisation_id, organisation_kind, roles, created_at)
values ($1, $2, $3, $4, $5);
