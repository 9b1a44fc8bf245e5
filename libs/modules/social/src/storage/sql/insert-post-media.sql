-- Adds the pictures of a post, in order. $1 post, $2 media ids (uuid[]), $3 what they show (text[]), paired by position.
insert into social.post_media (post_id, position, media_id, alt)
select $1, picture.position, picture.media_id, picture.alt
from unnest($2::uuid[], $3::text[]) with ordinality as picture (media_id, alt, position);
