-- What a reader has done with posts and their authors. $1 user, $2 post ids (uuid[]) and $3 their authors (uuid[]), paired by
-- position. Reads only.
select post.id as post_id,
  exists (select from social.reaction r where r.user_id = $1 and r.post_id = post.id and r.kind = 'like') as liked,
  exists (select from social.reaction r where r.user_id = $1 and r.post_id = post.id and r.kind = 'save') as saved,
  exists (select from social.follow f where f.user_id = $1 and f.author_id = post.author_id) as follows
from unnest($2::uuid[], $3::uuid[]) as post (id, author_id);
