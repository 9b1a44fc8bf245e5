-- Links of partners and the clicks on them. Nothing here names a person: no address, no browser, no raw identity;
-- customer_ref is the merchant's own word for a customer.
create schema attribution;

create table attribution.link (
  id          uuid           primary key,
  code        text           not null,
  program_id  uuid           not null,
  merchant_id uuid           not null,
  partner_id  uuid           not null,
  url         text           not null,
  created_at  timestamptz(3) not null,
  constraint link_code_is_unique unique (code),
  constraint link_code_is_short check (code ~ '^[0-9A-Za-z_-]{4,32}$'),
  constraint link_url_is_web check (url ~ '^https?://' and length(url) <= 2048)
);
comment on table attribution.link is 'A partner''s tracked way to a merchant''s page. Never changed after it is made.';
comment on column attribution.link.code is 'What stands behind /l/ in the redirect.';
comment on column attribution.link.merchant_id is 'The merchant of program_id, copied so that a click finds it by one key.';
create index link_by_partner on attribution.link (partner_id, id desc);
create index link_by_merchant on attribution.link (merchant_id, id desc);

create table attribution.click (
  id           uuid           primary key,
  link_id      uuid           not null references attribution.link (id),
  merchant_id  uuid           not null,
  customer_ref text,
  at           timestamptz(3) not null,
  recorded_at  timestamptz(3) not null,
  constraint click_customer_ref_is_short check (length(customer_ref) between 1 and 200),
  constraint click_not_from_the_future check (at <= recorded_at)
);
comment on table attribution.click is 'A visit through a link: committed before the visitor is redirected, never changed.';
comment on column attribution.click.merchant_id is 'The link''s merchant, copied for the search by customer.';
comment on column attribution.click.customer_ref is 'The merchant''s own name for the customer, where it is known.';
comment on column attribution.click.at is 'When it happened; recorded_at is when it was stored (an import is later).';
create index click_by_customer on attribution.click (merchant_id, customer_ref, at desc) where customer_ref is not null;
create index click_by_link on attribution.click (link_id, id desc);

grant usage on schema attribution to provisio_app;
grant select, insert on attribution.link, attribution.click to provisio_app;
