-- Commissions with their conversions, newest order first. $1 partner or null, $2 merchant or null, $3 program or null,
-- $4 state or null, $5 time placed, $6 order and $7 line to go on after, or null, $8 how many, $9 one commission or null.
-- A review of the link stops only what has not matured yet, so only then it is part of the answer: the oldest that is open.
select commission.id, commission.order_id, commission.line_no, commission.sku, commission.category, commission.quantity,
  commission.unit_price, commission.discount, commission.line_base, commission.base, commission.matched_category,
  commission.matched_tier, commission.bps, commission.fee_bps, commission.amount, commission.fee, commission.transfer_at,
  commission.fee_transfer_at, commission.receipt_hash, commission.refunded, commission.reversed, commission.fee_reversed,
  conversion.merchant_id, conversion.partner_id, conversion.program_id, conversion.tier, conversion.external_id,
  conversion.currency, conversion.placed_at, conversion.click_id, conversion.link_id, conversion.link_code,
  conversion.click_at, conversion.asset, conversion.peg_numerator, conversion.peg_denominator, conversion.rule_version_id,
  conversion.matures_at, conversion.entry_id, conversion.first_seq, conversion.state, conversion.funded_at,
  conversion.coupon_id, conversion.coupon_code,
  review.case_id as review_case_id, review.reason as review_reason, review.opened_at as review_opened_at
from commissions.conversion as conversion
join commissions.commission as commission on commission.order_id = conversion.order_id
left join lateral (
  select case_id, reason, opened_at from commissions.link_review as open
  where open.link_id = conversion.link_id and open.released_at is null and conversion.state in ('unfunded', 'pending')
  order by opened_at, case_id
  limit 1
) as review on true
where ($1::uuid is null or conversion.partner_id = $1) and ($2::uuid is null or conversion.merchant_id = $2)
  and ($3::uuid is null or conversion.program_id = $3) and ($4::text is null or conversion.state = $4)
  and ($5::timestamptz is null or (conversion.placed_at, conversion.order_id) < ($5, $6::uuid)
    or (conversion.order_id = $6 and commission.line_no > $7::int4))
  and ($9::uuid is null or commission.id = $9)
order by conversion.placed_at desc, conversion.order_id desc, commission.line_no
limit $8;
