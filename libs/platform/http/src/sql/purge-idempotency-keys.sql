-- Deletes answers older than $1 days, at most $2 of them. Runs beside requests: their keys are young.
delete from platform.idempotency_key
where ctid = any (array(
  select ctid from platform.idempotency_key
  where created_at < clock_timestamp() - make_interval(days => $1::int)
  order by created_at
  limit $2
))
returning 1 as gone;
