-- Adds conversions in the state that the ledger decided, after their entries are posted. New rows under orders that this
-- transaction alone has priced: nothing is waited for while the ledger's head is held.
-- $1 order ids, $2 merchants, $3 partners, $4 programs (uuid[]), $5 tiers, $6 external ids, $7 currencies (text[]),
-- $8 times placed (timestamptz[]), $9 clicks, $10 links (uuid[]), $11 link codes (text[]), $12 click times (timestamptz[]),
-- $13 assets (text[]), $14 and $15 pegs (int8[]), $16 rule versions (uuid[]), $17 maturing times (timestamptz[]),
-- $18 entries (uuid[]), $19 first seqs (int8[]), $20 states (text[]), $21 funding times (timestamptz[], null while
-- unfunded), $22 coupons (uuid[]), $23 their codes (text[]), paired by position; $24 now. What brought an order is a click
-- with its link or a coupon; the other's places are null.
insert into commissions.conversion (order_id, merchant_id, partner_id, program_id, tier, external_id, currency, placed_at,
  click_id, link_id, link_code, click_at, asset, peg_numerator, peg_denominator, rule_version_id, matures_at, entry_id,
  first_seq, state, funded_at, coupon_id, coupon_code, created_at)
select sale.*, $24::timestamptz
from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::timestamptz[],
  $9::uuid[], $10::uuid[], $11::text[], $12::timestamptz[], $13::text[], $14::int8[], $15::int8[], $16::uuid[],
  $17::timestamptz[], $18::uuid[], $19::int8[], $20::text[], $21::timestamptz[], $22::uuid[], $23::text[]) as sale;
