-- Writes down what each refund took back of each commission. $1 refund ids, $2 commission ids (uuid[]), $3 refunded,
-- $4 amounts, $5 fees (int8[]), $6 states they were taken from (text[]), paired by position.
insert into commissions.reversal (refund_id, commission_id, refunded, amount, fee, taken_from)
select * from unnest($1::uuid[], $2::uuid[], $3::int8[], $4::int8[], $5::int8[], $6::text[]);
