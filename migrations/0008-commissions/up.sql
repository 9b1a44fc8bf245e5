-- What was earned for which line, under which rule, and in which state its money is. The money itself is in the ledger;
-- every column here that explains an amount is under the receipt hash in the ledger entry's metadata.
create schema commissions;

create table commissions.priced_order (
  order_id  uuid           primary key,
  outcome   text           not null,
  priced_at timestamptz(3) not null,
  constraint priced_order_outcome
    check (outcome in ('earned', 'unattributed', 'no_rule_version', 'not_pegged', 'nothing_earned'))
);
comment on table commissions.priced_order is
  'Every order that was looked at, earned or not: an order is priced once, and a refund knows whether it came first.';

create table commissions.commission (
  id               uuid  primary key,
  order_id         uuid  not null references commissions.priced_order (order_id),
  line_no          int4  not null,
  sku              text  not null,
  category         text  not null,
  quantity         int8  not null,
  unit_price       int8  not null,
  discount         int8  not null,
  line_base        int8  not null,
  base             int8  not null,
  matched_category text  not null,
  matched_tier     text  not null,
  bps              int4  not null,
  fee_bps          int4  not null,
  amount           int8  not null,
  fee              int8  not null,
  transfer_at      int4  not null,
  fee_transfer_at  int4,
  receipt_hash     bytea not null,
  refunded         int8  not null default 0,
  reversed         int8  not null default 0,
  fee_reversed     int8  not null default 0,
  constraint commission_of_a_line_is_unique unique (order_id, line_no),
  constraint commission_is_base_times_rate check (amount = base * bps / 10000 and amount > 0),
  constraint commission_fee_is_share_of_amount check (fee = amount * fee_bps / 10000 and fee >= 0),
  constraint commission_rates_are_basis_points check (bps between 0 and 10000 and fee_bps between 0 and 10000),
  constraint commission_refunds_stay_within_base check (refunded between 0 and line_base),
  constraint commission_reversal_is_prorated check (reversed = div(amount::numeric * refunded, line_base)),
  constraint commission_fee_reversal_is_prorated check (fee_reversed = div(fee::numeric * refunded, line_base)),
  constraint commission_fee_has_a_transfer check ((fee > 0) = (fee_transfer_at is not null)),
  constraint commission_receipt_hash_is_sha256 check (octet_length(receipt_hash) = 32)
);
comment on column commissions.commission.line_base is 'Minor units of the order''s currency; refunds are counted against it.';
comment on column commissions.commission.base is 'Minor units of the settlement asset: line_base at the conversion''s peg, floored.';
comment on column commissions.commission.amount is 'Minor units of the settlement asset: floor(base × bps / 10,000).';
comment on column commissions.commission.fee is 'Minor units of the settlement asset: floor(amount × fee_bps / 10,000).';
comment on column commissions.commission.transfer_at is
  'Place of its transfer in the sale''s entry: log seq = conversion.first_seq + this. fee_transfer_at likewise.';
comment on column commissions.commission.refunded is 'Minor units of the order''s currency refunded on this line so far.';
comment on column commissions.commission.reversed is 'Minor units of the settlement asset taken back so far; fee_reversed likewise.';

create table commissions.conversion (
  order_id         uuid           primary key references commissions.priced_order (order_id),
  merchant_id      uuid           not null,
  partner_id       uuid           not null,
  program_id       uuid           not null,
  tier             text           not null,
  external_id      text           not null,
  currency         text           not null,
  placed_at        timestamptz(3) not null,
  click_id         uuid           not null,
  link_id          uuid           not null,
  link_code        text           not null,
  click_at         timestamptz(3) not null,
  asset            text           not null,
  peg_numerator    int8           not null,
  peg_denominator  int8           not null,
  rule_version_id  uuid           not null,
  matures_at       timestamptz(3) not null,
  entry_id         uuid           not null,
  first_seq        int8           not null,
  state            text           not null,
  funded_at        timestamptz(3),
  created_at       timestamptz(3) not null,
  constraint conversion_entry_is_unique unique (entry_id),
  constraint conversion_click_before_order check (click_at < placed_at),
  constraint conversion_peg_is_positive check (peg_numerator > 0 and peg_denominator > 0),
  constraint conversion_state check (state in ('unfunded', 'pending', 'payable', 'reversed')),
  constraint conversion_pending_is_funded check (state not in ('pending', 'payable') or funded_at is not null)
);
create index conversion_by_link on commissions.conversion (link_id);
comment on table commissions.conversion is
  'An order with attribution, and the state of its money: all lines of an order are funded, mature and are paid together.';
comment on column commissions.conversion.tier is 'The partner''s own tier in the program when the order was placed.';
comment on column commissions.conversion.state is
  'unfunded: waits for the merchant''s money; pending: matures; payable: free to pay out; reversed: all of it was refunded.';
comment on column commissions.conversion.first_seq is 'Log seq of the first transfer of the sale''s entry.';
comment on column commissions.conversion.funded_at is 'Effective time at which the merchant''s prepaid money covered it; null while unfunded.';
create index conversion_by_partner on commissions.conversion (partner_id, placed_at desc, order_id desc);
create index conversion_by_merchant on commissions.conversion (merchant_id, placed_at desc, order_id desc);
create index conversion_maturing on commissions.conversion (matures_at) where state = 'pending';
create index conversion_unfunded on commissions.conversion (merchant_id, asset, placed_at, order_id) where state = 'unfunded';

create table commissions.refund (
  refund_id  uuid           primary key,
  order_id   uuid           not null,
  at         timestamptz(3) not null,
  state      text           not null,
  body       jsonb,
  entry_id   uuid,
  handled_at timestamptz(3) not null,
  constraint refund_state check (state in ('waiting', 'booked', 'nothing_to_book')),
  constraint refund_waits_with_its_body check ((state = 'waiting') = (body is not null)),
  constraint refund_booked_by_an_entry check ((state = 'booked') = (entry_id is not null))
);
comment on table commissions.refund is
  'Every refund that was looked at, once. waiting: its order has not been priced yet; it is applied right after that.';
create index refund_waiting on commissions.refund (order_id) where state = 'waiting';

create table commissions.reversal (
  refund_id     uuid not null references commissions.refund (refund_id),
  commission_id uuid not null references commissions.commission (id),
  refunded      int8 not null,
  amount        int8 not null,
  fee           int8 not null,
  taken_from    text not null,
  primary key (refund_id, commission_id),
  constraint reversal_amounts_are_not_negative check (refunded >= 0 and amount >= 0 and fee >= 0),
  constraint reversal_taken_from check (taken_from in ('unfunded', 'pending', 'payable', 'reversed'))
);
comment on table commissions.reversal is 'What one refund took back of one commission; the sums are in commission.';
comment on column commissions.reversal.taken_from is 'The conversion''s state when the refund was booked.';
create index reversal_by_commission on commissions.reversal (commission_id);

grant usage on schema commissions to provisio_app;
grant select, insert on commissions.priced_order, commissions.commission, commissions.conversion, commissions.refund,
  commissions.reversal to provisio_app;
grant update (refunded, reversed, fee_reversed) on commissions.commission to provisio_app;
grant update (state, funded_at) on commissions.conversion to provisio_app;
grant update (state, body, entry_id, handled_at) on commissions.refund to provisio_app;
