-- A page of all products of everybody by id: at most $2 behind the id $1 (null for the first page). Reads only.
select id, merchant_id, sku, name, category, updated_at, version
from catalog.product where $1::uuid is null or id > $1
order by id limit $2;
