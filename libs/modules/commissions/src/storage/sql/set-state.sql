-- Sets the state of conversions that the caller has locked. $1 order ids (uuid[]), $2 states (text[]), $3 funding times
-- (timestamptz[], null keeps the one that is there), paired by position.
update commissions.conversion as conversion
set state = given.state, funded_at = coalesce(given.funded_at, conversion.funded_at)
from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as given (order_id, state, funded_at)
where conversion.order_id = given.order_id;
