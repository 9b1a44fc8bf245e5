-- Publishes a program's policy and answers it; no row when there is one from then on or later.
-- $1 program, $2 merchant, $3 policy, $4 from, $5 now. The primary key decides between two calls at once.
insert into attribution.coupon_policy (program_id, merchant_id, policy, from_at, created_at)
select $1::uuid, $2::uuid, $3, $4::timestamptz, $5::timestamptz
where not exists (select from attribution.coupon_policy where program_id = $1::uuid and from_at >= $4::timestamptz)
on conflict (program_id, from_at) do nothing
returning program_id;
