-- Locks the refresh token with SHA-256 $1, and returns it with its family and what the user may do today.
-- Lock order: the family first would need a second look-up; one token row is the only lock taken, and two uses of one
-- token queue here, so exactly one of them finds it unused.
select t.family_id, t.expires_at, t.used_at, f.revoked_at, f.user_id, f.organisation_id, m.roles, u.is_demo
from identity.refresh_token t
join identity.refresh_family f on f.id = t.family_id
join identity.membership m on m.user_id = f.user_id and m.organisation_id = f.organisation_id
join identity."user" u on u.id = f.user_id
where t.hash = $1
for update of t;
