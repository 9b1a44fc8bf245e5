-- Campaigns, newest first. $1 ids or null, $2 advertiser or null, $3 id to go on after or null, $4 how many.
select campaign.*, coalesce((select sum(carry.exact_nanos) from ads.carry where carry.campaign_id = campaign.id), 0)::int8
  as spent_nanos
from ads.campaign
where ($1::uuid[] is null or id = any ($1)) and ($2::uuid is null or advertiser_id = $2) and ($3::uuid is null or id < $3)
order by id desc
limit $4;
