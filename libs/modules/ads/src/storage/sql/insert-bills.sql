-- Writes bills. $1 campaigns, $2 numbers, $3 hashes of the bills before or null, $4 hashes, $5 bodies, $6 entries or null,
-- paired by position; $7 now. The platform's carry of each campaign is locked, so nobody takes the same number.
insert into ads.bill (campaign_id, number, previous_number, previous, hash, body, entry_id, billed_at)
select campaign_id, number, nullif(number, 1) - 1, previous, hash, body, entry_id, $7::timestamptz
from unnest($1::uuid[], $2::int8[], $3::bytea[], $4::bytea[], $5::text[], $6::uuid[])
  as given (campaign_id, number, previous, hash, body, entry_id);
