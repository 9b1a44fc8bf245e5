-- Adds a creative that waits for approval. $1 id, $2 campaign, $3 advertiser, $4 content (json), $5 landing url, $6 domain,
-- $7 categories (text[]), $8 now. Takes the campaign's row lock: its version counts the creative.
with changed as (update ads.campaign set version = version + 1 where id = $2)
insert into ads.creative (id, campaign_id, advertiser_id, content, landing_url, domain, categories, created_at)
values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8);
