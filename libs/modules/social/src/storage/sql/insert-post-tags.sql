-- Adds the tags of a post, in order. $1 post, $2 programs, $3 merchants, $4 skus, $5 categories, $6 links, $7 link codes,
-- paired by position.
insert into social.post_tag (post_id, position, program_id, merchant_id, sku, category, link_id, link_code)
select $1, tag.position, tag.program_id, tag.merchant_id, tag.sku, tag.category, tag.link_id, tag.link_code
from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::text[])
  with ordinality as tag (program_id, merchant_id, sku, category, link_id, link_code, position);
