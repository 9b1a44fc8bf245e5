-- What a merchant sells. Rules match a product by its category path.
create schema catalog;

create table catalog.product (
  id          uuid           not null,
  merchant_id uuid           not null,
  sku         text           not null,
  name        text           not null,
  category    text           not null,
  created_at  timestamptz(3) not null,
  updated_at  timestamptz(3) not null,
  version     int8           not null default 1,
  constraint product_pk primary key (id),
  constraint product_sku_is_unique_per_merchant unique (merchant_id, sku),
  constraint product_sku_is_short check (length(sku) between 1 and 100),
  constraint product_name_is_short check (length(name) between 1 and 500),
  constraint product_category_is_a_path check (
    category ~ '^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$' and length(category) <= 200
  )
);
comment on column catalog.product.merchant_id is 'Organisation of kind merchant.';
comment on column catalog.product.version is 'Grows by 1 with each change: what was read earlier never replaces what was read later.';
comment on column catalog.product.category is 'Path from the widest to the narrowest, e.g. home/lighting.';

grant usage on schema catalog to provisio_app;
grant select, insert, update (name, category, updated_at, version) on catalog.product to provisio_app;
