-- The wallet in force of each of the organisations $1 (uuid[]); those without one are missing from the answer.
select distinct on (organisation_id) organisation_id, version, address, set_at
from identity.payee_wallet where organisation_id = any ($1::uuid[])
order by organisation_id, version desc;
