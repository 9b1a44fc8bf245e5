-- Orders and refunds as the merchant told them: insert-only. The one running number, how much of a line was refunded,
-- is kept by a trigger, so that no code path or psql session of the application role can refund more than was paid.
create schema orders;

create table orders."order" (
  id           uuid           primary key,
  merchant_id  uuid           not null,
  external_id  text           not null,
  currency     text           not null,
  customer_ref text,
  click_id     uuid,
  placed_at    timestamptz(3) not null,
  accepted_at  timestamptz(3) not null,
  content_hash bytea          not null,
  constraint order_external_id_is_unique unique (merchant_id, external_id),
  constraint order_external_id_is_short check (length(external_id) between 1 and 200),
  constraint order_customer_ref_is_short check (length(customer_ref) between 1 and 200),
  constraint order_currency_is_an_asset check (currency ~ '^[A-Z][A-Z0-9]{1,11}/[0-8]$'),
  constraint order_not_from_the_future check (placed_at <= accepted_at),
  constraint order_content_hash_is_sha256 check (octet_length(content_hash) = 32)
);
comment on column orders."order".external_id is 'The merchant''s order id; counts once per merchant.';
comment on column orders."order".content_hash is 'SHA-256 of what the merchant sent: the same id with another hash is a conflict.';
create index order_by_merchant on orders."order" (merchant_id, placed_at desc, id desc);
-- A cancellation that names no order finds what its customer bought, and what it gave back already.
create index order_by_customer on orders."order" (merchant_id, customer_ref, placed_at desc) where customer_ref is not null;

create table orders.order_line (
  order_id          uuid not null references orders."order" (id),
  line_no           int4 not null,
  sku               text not null,
  category          text not null,
  category_from     text not null,
  quantity          int8 not null,
  unit_price        int8 not null,
  discount          int8 not null,
  base              int8 not null,
  refunded          int8 not null default 0,
  refunded_quantity int8 not null default 0,
  primary key (order_id, line_no),
  constraint order_line_no_counts_from_one check (line_no >= 1),
  constraint order_line_sku_is_short check (length(sku) between 1 and 100),
  constraint order_line_category_is_a_path check (
    category ~ '^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$' and length(category) <= 200
  ),
  constraint order_line_category_source check (category_from in ('request', 'catalog', 'default')),
  constraint order_line_has_goods check (quantity > 0 and unit_price >= 0 and discount >= 0),
  constraint order_line_base_adds_up check (base = unit_price * quantity - discount and base >= 0),
  constraint order_line_refunds_stay_within_base check (refunded between 0 and base),
  constraint order_line_refunds_stay_within_quantity check (refunded_quantity between 0 and quantity)
);
comment on column orders.order_line.category_from is 'Who named the category: the request, the catalog, or nobody (default).';
comment on column orders.order_line.unit_price is 'Minor units of the order''s currency, for one piece, without tax and shipping.';
comment on column orders.order_line.discount is 'Minor units of the order''s currency, for the whole line.';
comment on column orders.order_line.base is 'Minor units: unit_price × quantity − discount. What commissions are computed on.';
comment on column orders.order_line.refunded is 'Minor units refunded so far. Kept by the trigger on refund_line only.';
comment on column orders.order_line.refunded_quantity is 'Pieces refunded by quantity so far. Kept by the trigger on refund_line only.';

create table orders.refund (
  id           uuid           primary key,
  order_id     uuid           not null references orders."order" (id),
  merchant_id  uuid           not null,
  external_id  text           not null,
  at           timestamptz(3) not null,
  recorded_at  timestamptz(3) not null,
  content_hash bytea          not null,
  constraint refund_external_id_is_unique unique (merchant_id, external_id),
  constraint refund_belongs_to_its_order unique (id, order_id),
  constraint refund_external_id_is_short check (length(external_id) between 1 and 200),
  constraint refund_not_from_the_future check (at <= recorded_at),
  constraint refund_content_hash_is_sha256 check (octet_length(content_hash) = 32)
);
comment on column orders.refund.external_id is 'The merchant''s refund id; counts once per merchant.';
create index refund_by_order on orders.refund (order_id);
create index refund_by_external_id on orders.refund (merchant_id, external_id collate "C");

create table orders.refund_line (
  refund_id uuid not null,
  order_id  uuid not null,
  line_no   int4 not null,
  amount    int8 not null,
  quantity  int8,
  primary key (refund_id, line_no),
  foreign key (refund_id, order_id) references orders.refund (id, order_id),
  foreign key (order_id, line_no) references orders.order_line (order_id, line_no),
  constraint refund_line_takes_something check (amount > 0 or (amount = 0 and quantity is not null)),
  constraint refund_line_quantity_is_positive check (quantity > 0)
);
comment on column orders.refund_line.amount is 'Minor units of the order''s currency given back on that line.';
comment on column orders.refund_line.quantity is 'Pieces, where the merchant refunded by quantity.';

-- Second check of the rule in domain/refund.ts: the checks on order_line refuse what is above the base.
-- Runs as the owner because the application role may not update order_line.
create function orders.count_refunds() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  update orders.order_line as line
  set refunded = line.refunded + given.amount, refunded_quantity = line.refunded_quantity + given.quantity
  from (
    select order_id, line_no, sum(amount)::int8 as amount, coalesce(sum(quantity), 0)::int8 as quantity
    from inserted group by order_id, line_no
  ) as given
  where line.order_id = given.order_id and line.line_no = given.line_no;
  return null;
end $$;
create trigger count_refunds after insert on orders.refund_line
  referencing new table as inserted for each statement execute function orders.count_refunds();

-- Locks the orders of one merchant until commit, in id order, so that two refunds of one order are decided one after
-- the other. A function because row locks need a right to update, which the application role does not have.
create function orders.lock_orders(merchant uuid, ids uuid[]) returns setof uuid language sql security definer
set search_path = pg_catalog, pg_temp as $$
  select o.id from orders."order" as o where o.id = any (ids) and o.merchant_id = merchant order by o.id for update
$$;

revoke all on function orders.count_refunds(), orders.lock_orders(uuid, uuid[]) from public;
grant usage on schema orders to provisio_app;
grant select, insert on orders."order", orders.refund, orders.refund_line to provisio_app;
grant select on orders.order_line to provisio_app;
-- Not the two running numbers: they start at zero and only the trigger moves them.
grant insert (order_id, line_no, sku, category, category_from, quantity, unit_price, discount, base)
  on orders.order_line to provisio_app;
grant execute on function orders.lock_orders(uuid, uuid[]) to provisio_app;
