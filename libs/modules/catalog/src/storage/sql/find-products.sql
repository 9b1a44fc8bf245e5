-- The products of merchant $1 with one of the skus $2 (text[]).
select id, merchant_id, sku, name, category, updated_at
from catalog.product where merchant_id = $1 and sku = any ($2::text[]);
