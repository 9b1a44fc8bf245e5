-- Products by id, as they are now. $1 ids (uuid[]); one that does not exist has no row. Reads only.
select id, merchant_id, sku, name, category, updated_at, version from catalog.product where id = any ($1::uuid[]);
