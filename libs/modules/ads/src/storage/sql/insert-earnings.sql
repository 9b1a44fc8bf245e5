-- Writes creators' shares as they are posted. $1 ids, $2 payees, $3 campaigns, $4 assets, $5 minor units, $6 entries,
-- paired by position; $7 when they mature.
insert into ads.earning (id, payee_id, campaign_id, asset, amount, entry_id, matures_at)
select id, payee_id, campaign_id, asset, amount, entry_id, $7::timestamptz
from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int8[], $6::uuid[])
  as given (id, payee_id, campaign_id, asset, amount, entry_id);
