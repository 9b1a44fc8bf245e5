-- Stores what was charged; the rows are locked. $1 campaigns, $2 payees, $3 exact nanos, $4 posted minor units.
update ads.carry set exact_nanos = given.exact_nanos, posted = given.posted
from unnest($1::uuid[], $2::uuid[], $3::int8[], $4::int8[]) as given (campaign_id, payee_id, exact_nanos, posted)
where carry.campaign_id = given.campaign_id and carry.payee_id is not distinct from given.payee_id;
