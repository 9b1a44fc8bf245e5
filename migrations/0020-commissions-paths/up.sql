-- By which of two ways an order's commission is paid: by the ledger and a payout epoch, or on chain by the settler. An order
-- has one row here, for ever, so it can never be paid both ways.
create table commissions.conversion_path (
  merchant_id uuid           not null,
  order_id    uuid           not null,
  path        text           not null,
  decided_at  timestamptz(3) not null,
  primary key (merchant_id, order_id),
  constraint conversion_path_is_known check (path in ('epoch', 'chain')),
  constraint conversion_path_is_referred_to unique (merchant_id, order_id, path)
);
comment on table commissions.conversion_path is
  'Who pays the order: epoch (the ledger, then a payout tree) or chain (CommissionSettler). The first to come decides. '
  'With the merchant, because a merchant may settle any number on chain, another''s order''s too: that is not this order.';

-- Conversions that were booked before have chosen the ledger. Constraints are not validated: no row breaks them, and new ones
-- are checked.
insert into commissions.conversion_path (merchant_id, order_id, path, decided_at)
select merchant_id, order_id, 'epoch', created_at from commissions.conversion;

alter table commissions.conversion
  add column path text not null default 'epoch',
  add constraint conversion_is_paid_by_epochs check (path = 'epoch') not valid,
  add constraint conversion_path_is_taken foreign key (merchant_id, order_id, path)
    references commissions.conversion_path (merchant_id, order_id, path) not valid;
comment on column commissions.conversion.path is 'Always epoch: with its foreign key it keeps an order that is settled on chain out.';

alter table commissions.priced_order drop constraint priced_order_outcome;
alter table commissions.priced_order add constraint priced_order_outcome check (
  outcome in ('earned', 'unattributed', 'no_rule_version', 'not_pegged', 'nothing_earned', 'settled_on_chain')) not valid;

-- A sale that was settled on chain although the ledger had booked its order.
create table commissions.double_payment (
  order_id    uuid           not null references commissions.conversion (order_id),
  line_no     int4           not null,
  state       text           not null,
  refund_id   uuid,
  taken_back  int8,
  opened_at   timestamptz(3) not null,
  closed_at   timestamptz(3),
  primary key (order_id, line_no),
  constraint double_payment_state check (state in ('review', 'offset', 'other_payee', 'gone')),
  constraint double_payment_closed_whole check ((state = 'review') = (closed_at is null)),
  constraint double_payment_offset_whole check ((state = 'offset') = (taken_back is not null)),
  constraint double_payment_takes_no_less_than_nothing check (taken_back >= 0)
);
comment on table commissions.double_payment is
  'Lines of orders that both paths wanted to pay. While one of an order is in review nothing of the order matures.';
comment on column commissions.double_payment.state is
  'review: seen on chain, not final; offset: what the chain paid this partner was taken back here; other_payee: the chain paid '
  'somebody else, so nothing was; gone: the chain took it back before it was final.';
comment on column commissions.double_payment.taken_back is 'Minor units of the settlement asset that the ledger took back.';
comment on column commissions.double_payment.refund_id is 'The row of commissions.refund that books what was taken back; null when that was nothing.';
create index double_payment_open on commissions.double_payment (order_id) where state = 'review';

grant select, insert on commissions.conversion_path, commissions.double_payment to provisio_app;
grant update (state, refund_id, taken_back, closed_at) on commissions.double_payment to provisio_app;
