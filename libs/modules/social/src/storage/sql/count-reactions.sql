-- What people did with posts. $1 post ids (uuid[]). Reads only.
select post.id as post_id,
  (select count(*) from social.reaction r where r.post_id = post.id and r.kind = 'like') as likes,
  (select count(*) from social.reaction r where r.post_id = post.id and r.kind = 'save') as saves,
  (select count(*) from social.comment c where c.post_id = post.id and c.state = 'shown') as comments
from unnest($1::uuid[]) as post (id);
