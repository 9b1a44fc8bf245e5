-- The entries that charged a campaign, newest first. $1 campaign, $2 and $3 time and entry to go on after or null, $4 how many.
select entry_id, amount, events, booked_at
from ads.charge
where campaign_id = $1 and ($2::timestamptz is null or (booked_at, entry_id) < ($2, $3::uuid))
order by booked_at desc, entry_id desc
limit $4;
