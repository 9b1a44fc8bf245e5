-- Adds the commissions of orders that this transaction has just added to priced_order; their checks repeat the arithmetic.
-- $1 ids, $2 order ids (uuid[]), $3 line numbers (int4[]), $4 skus, $5 categories (text[]), $6 quantities, $7 unit prices,
-- $8 discounts, $9 line bases, $10 bases (int8[]), $11 matched categories, $12 matched tiers (text[]), $13 bps,
-- $14 fee bps (int4[]), $15 amounts, $16 fees (int8[]), $17 places of the transfers in the entry, $18 those of the fees
-- (int4[], null without a fee), $19 receipt hashes (bytea[]), paired by position.
insert into commissions.commission (id, order_id, line_no, sku, category, quantity, unit_price, discount, line_base, base,
  matched_category, matched_tier, bps, fee_bps, amount, fee, transfer_at, fee_transfer_at, receipt_hash)
select *
from unnest($1::uuid[], $2::uuid[], $3::int4[], $4::text[], $5::text[], $6::int8[], $7::int8[], $8::int8[], $9::int8[],
  $10::int8[], $11::text[], $12::text[], $13::int4[], $14::int4[], $15::int8[], $16::int8[], $17::int4[], $18::int4[],
  $19::bytea[]);
