-- What the user $1 may do and where, oldest membership first.
select m.organisation_id, o.kind, o.name, m.roles
from identity.membership m join identity.organisation o on o.id = m.organisation_id
where m.user_id = $1
order by m.created_at, m.organisation_id;
