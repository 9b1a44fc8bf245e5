-- One page of merchant $1's products by sku: at most $3 behind the sku $2 (null for the first page).
select id, merchant_id, sku, name, category, updated_at
from catalog.product where merchant_id = $1 and ($2::text is null or sku > $2)
order by sku limit $3;
