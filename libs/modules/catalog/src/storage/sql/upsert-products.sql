-- Adds or updates products of merchant $1, all in one statement.
-- $2 ids (uuid[]), $3 skus, $4 names, $5 categories (text[]), paired by position, each sku once; $6 now.
--
-- `order by sku` is the lock order of every upsert, so two of them cannot deadlock. A row that says the same already is
-- left alone, and its updated_at with it. Answers the ids of those that are new or changed.
insert into catalog.product as p (id, merchant_id, sku, name, category, created_at, updated_at)
select id, $1, sku, name, category, $6, $6
from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) as told (id, sku, name, category)
order by sku
on conflict (merchant_id, sku) do update
  set name = excluded.name, category = excluded.category, updated_at = excluded.updated_at, version = p.version + 1
  where (p.name, p.category) is distinct from (excluded.name, excluded.category)
returning id;
