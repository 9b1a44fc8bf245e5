-- The programs with ids $1 (uuid[]); unknown ids are missing from the answer.
select id, merchant_id, name, settlement_asset, maturation_days, fee_bps, attribution_window_days, notice_days, created_at
from programs.program where id = any ($1::uuid[]);
