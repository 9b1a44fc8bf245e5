-- Completes an attempt in the log. $1 delivery, $2 number, $3 outcome, $4 status or null, $5 milliseconds, $6 detail or null.
-- Locks the delivery, then its attempt.
with last as (
  update notifications.delivery set last_status = $4::int4 where id = $1
)
update notifications.attempt set outcome = $3, status = $4::int4, duration_ms = $5, detail = $6
where delivery_id = $1 and no = $2;
