-- Charges leases, locked by the caller; the table's check refuses more than a lease holds. $1 ids, $2 nanos.
update ads.lease set billed_nanos = billed_nanos + given.nanos
from unnest($1::uuid[], $2::int8[]) as given (id, nanos)
where lease.id = given.id and lease.state <> 'settled'
returning lease.id;
