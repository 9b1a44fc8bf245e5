-- Codes that partners give away, who wins when an order has both a coupon and a click, and what was overwritten.
create table attribution.coupon (
  id          uuid           primary key,
  code        text           not null,
  code_key    text           not null generated always as (upper(code)) stored,
  program_id  uuid           not null,
  merchant_id uuid           not null,
  partner_id  uuid           not null,
  from_at     timestamptz(3) not null,
  ends_at     timestamptz(3),
  created_at  timestamptz(3) not null,
  constraint coupon_code_is_unique unique (merchant_id, code_key),
  constraint coupon_code_is_short check (code ~ '^[0-9A-Za-z_-]{3,32}$'),
  constraint coupon_ends_after_it_begins check (ends_at >= from_at)
);
comment on table attribution.coupon is 'A code of one partner in one program. What it takes off the price is the shop''s affair.';
comment on column attribution.coupon.code_key is 'The code without regard to case: unique for each merchant, for ever.';
comment on column attribution.coupon.ends_at is 'It counts for orders before then. Null: no end yet.';
create index coupon_by_partner on attribution.coupon (partner_id, id desc);
create index coupon_by_merchant on attribution.coupon (merchant_id, id desc);

create table attribution.coupon_policy (
  program_id  uuid           not null,
  from_at     timestamptz(3) not null,
  merchant_id uuid           not null,
  policy      text           not null,
  created_at  timestamptz(3) not null,
  primary key (program_id, from_at),
  constraint coupon_policy_is_known check (policy in ('coupon_wins', 'click_wins')),
  constraint coupon_policy_not_backdated check (from_at >= created_at)
);
comment on table attribution.coupon_policy is
  'Who brought an order that names a coupon of this program and has a click of another partner. Without a row: coupon_wins.';

create table attribution.overwrite (
  order_id          uuid           primary key,
  merchant_id       uuid           not null,
  policy            text           not null,
  coupon_id         uuid           not null references attribution.coupon (id),
  coupon_partner_id uuid           not null,
  click_id          uuid           not null references attribution.click (id),
  click_partner_id  uuid           not null,
  click_at          timestamptz(3) not null,
  placed_at         timestamptz(3) not null,
  recorded_at       timestamptz(3) not null,
  constraint overwrite_policy_is_known check (policy in ('coupon_wins', 'click_wins')),
  constraint overwrite_click_before_order check (click_at < placed_at)
);
comment on table attribution.overwrite is 'Evidence: an order had a coupon of one partner and a click of another, and this policy decided.';
comment on column attribution.overwrite.click_at is 'How long before the order the click was, is placed_at - click_at.';
create index overwrite_by_merchant on attribution.overwrite (merchant_id, placed_at desc);

grant select, insert on attribution.coupon, attribution.coupon_policy, attribution.overwrite to provisio_app;
-- The column that is generated may not be given.
grant update (ends_at) on attribution.coupon to provisio_app;
