-- Adds a picture; one that this owner uploaded before stays as it is. $1 id, $2 hash, $3 owner, $4 format, $5 width,
-- $6 height, $7 renditions (jsonb), $8 now. Answers the id that stands.
with added as (
  insert into social.media (id, hash, owner_id, format, width, height, renditions, created_at)
  values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)
  on conflict on constraint media_is_uploaded_once do nothing
  returning id
)
select id from added
union all
select id from social.media where owner_id = $3::uuid and hash = $2
limit 1;
