-- Posts with their pictures and tags. $1 ids (uuid[]); one that does not exist has no row. Reads only.
select post.*,
  coalesce((select jsonb_agg(jsonb_build_object('media_id', m.media_id, 'alt', m.alt) order by m.position)
    from social.post_media m where m.post_id = post.id), '[]') as pictures,
  coalesce((select jsonb_agg(jsonb_build_object('program_id', t.program_id, 'merchant_id', t.merchant_id, 'sku', t.sku,
    'category', t.category, 'link_id', t.link_id, 'link_code', t.link_code) order by t.position)
    from social.post_tag t where t.post_id = post.id), '[]') as tags
from social.post as post
where post.id = any ($1::uuid[]);
