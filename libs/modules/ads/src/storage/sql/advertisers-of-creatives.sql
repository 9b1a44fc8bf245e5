-- Whose these creatives are. $1 ids. Reads only.
select id, advertiser_id from ads.creative where id = any ($1::uuid[]);
