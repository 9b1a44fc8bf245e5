-- Coupons, newest first. $1 partner or null, $2 merchant or null, $3 program or null, $4 id to go on after or null, $5 how many.
select * from attribution.coupon
where ($1::uuid is null or partner_id = $1) and ($2::uuid is null or merchant_id = $2)
  and ($3::uuid is null or program_id = $3) and ($4::uuid is null or id < $4)
order by id desc
limit $5;
