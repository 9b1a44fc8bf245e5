-- What is left of all commissions and fees, by who pays, who earns, asset and state. Reads every commission.
select conversion.merchant_id, conversion.partner_id, conversion.asset, conversion.state,
  sum(commission.amount - commission.reversed)::int8 as commission, sum(commission.fee - commission.fee_reversed)::int8 as fee
from commissions.conversion as conversion
join commissions.commission as commission on commission.order_id = conversion.order_id
group by conversion.merchant_id, conversion.partner_id, conversion.asset, conversion.state;
