-- What search knows of posts: those of $1 (uuid[]) whatever their state; or, where $1 is null, a page of the shown ones by
-- id, at most $3 behind the id $2 (null for the first page). Reads only.
select post.id, post.author_id, post.body, post.state, post.shown_at, post.version,
  coalesce((select jsonb_agg(jsonb_build_object('merchant_id', t.merchant_id, 'sku', t.sku, 'category', t.category)
    order by t.position) from social.post_tag t where t.post_id = post.id), '[]') as tags
from social.post as post
where case when $1::uuid[] is null then post.state = 'shown' and ($2::uuid is null or post.id > $2)
  else post.id = any ($1) end
order by post.id limit $3;
