-- Adds a coupon and answers its id; no row when the merchant has the code (also by a call at the same time, which is waited
-- for). $1 id, $2 code, $3 program, $4 merchant, $5 partner, $6 first time, $7 end or null, $8 now.
insert into attribution.coupon (id, code, program_id, merchant_id, partner_id, from_at, ends_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (merchant_id, code_key) do nothing
returning id;
