-- Charges leases that are not settled and hold so much; the table's check refuses more, too. $1 ids, $2 nanos.
-- Locked in the order of their ids, so that two callers cannot deadlock; the update sees the rows as the locks left them.
with locked as materialized (
  select id from ads.lease where id = any ($1::uuid[]) order by id for update
)
update ads.lease set billed_nanos = billed_nanos + given.nanos
from unnest($1::uuid[], $2::int8[]) as given (id, nanos)
join locked on locked.id = given.id
where lease.id = given.id and lease.state <> 'settled'
  and billed_nanos + given.nanos <= (amount - returned_early)::numeric * unit_nanos
returning lease.id;
