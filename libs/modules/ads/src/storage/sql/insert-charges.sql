-- Writes which entries charged which campaigns. $1 entries, $2 campaigns, $3 amounts, $4 counts of events; $5 now.
-- New rows with new ids: nobody is waited for.
insert into ads.charge (entry_id, campaign_id, amount, events, booked_at)
select entry_id, campaign_id, amount, events, $5::timestamptz
from unnest($1::uuid[], $2::uuid[], $3::int8[], $4::int8[]) as given (entry_id, campaign_id, amount, events);
