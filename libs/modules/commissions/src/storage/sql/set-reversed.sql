-- Stores what refunds took back so far; the checks of the table repeat the proration. The conversions are locked by the
-- caller. $1 commission ids (uuid[]), $2 refunded, $3 reversed, $4 fee reversed (int8[]), paired by position.
update commissions.commission as commission
set refunded = given.refunded, reversed = given.reversed, fee_reversed = given.fee_reversed
from unnest($1::uuid[], $2::int8[], $3::int8[], $4::int8[]) as given (id, refunded, reversed, fee_reversed)
where commission.id = given.id;
