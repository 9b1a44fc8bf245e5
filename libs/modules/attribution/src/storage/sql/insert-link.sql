-- Adds a link and answers its id; no row when the code is taken (also by a call at the same time, which is waited for).
-- $1 id, $2 code, $3 program, $4 merchant, $5 partner, $6 url, $7 now.
insert into attribution.link (id, code, program_id, merchant_id, partner_id, url, created_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (code) do nothing
returning id;
