-- What search knows of campaigns: those of $1 (uuid[]); or, where $1 is null, a page of all by id, at most $3 behind the id
-- $2 (null for the first page). Reads only.
select campaign.id, campaign.advertiser_id, campaign.name, campaign.state, campaign.created_at, campaign.version,
  coalesce((select jsonb_agg(jsonb_build_object('content', creative.content, 'domain', creative.domain)
    order by creative.id) from ads.creative where creative.campaign_id = campaign.id), '[]') as creatives
from ads.campaign
where case when $1::uuid[] is null then $2::uuid is null or campaign.id > $2 else campaign.id = any ($1) end
order by campaign.id limit $3;
