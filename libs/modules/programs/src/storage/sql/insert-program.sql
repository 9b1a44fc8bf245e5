-- Adds a program, unless the merchant has one of that name: then nothing is returned.
-- $1 id, $2 merchant, $3 name, $4 settlement asset, $5 maturation days, $6 fee bps, $7 attribution window days,
-- $8 notice days, $9 created at, $10 created by (null for the system).
insert into programs.program (id, merchant_id, name, settlement_asset, maturation_days, fee_bps,
  attribution_window_days, notice_days, created_at, created_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (merchant_id, name) do nothing
returning id;
