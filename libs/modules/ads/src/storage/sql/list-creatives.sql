-- Creatives, oldest first. $1 ids or null, $2 campaign or null, $3 state or null, $4 how many.
select id, campaign_id, advertiser_id, content, landing_url, domain, categories, state, created_at
from ads.creative
where ($1::uuid[] is null or id = any ($1)) and ($2::uuid is null or campaign_id = $2) and ($3::text is null or state = $3)
order by id
limit $4;
