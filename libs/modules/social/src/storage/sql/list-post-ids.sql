-- Ids of posts, newest first. $1 author or null, $2 post to go on after or null, $3 how many, $4 whether posts that are not
-- shown belong to the answer (their author asks), $5 sku or null, $6 merchant of that sku or null.
select post.id
from social.post as post
where ($1::uuid is null or post.author_id = $1) and ($2::uuid is null or post.id < $2)
  and ($4::boolean or post.state = 'shown')
  and ($5::text is null or exists (
    select from social.post_tag as tag where tag.post_id = post.id and tag.sku = $5 and tag.merchant_id = $6::uuid))
order by post.id desc
limit $3;
