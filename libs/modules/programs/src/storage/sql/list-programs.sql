-- One page of programs by id, oldest first.
-- $1 merchant or null for all, $2 partner who is or was enrolled or null, $3 last id seen or null, $4 rows.
select id, merchant_id, name, settlement_asset, maturation_days, fee_bps, attribution_window_days, notice_days, created_at
from programs.program p
where ($1::uuid is null or merchant_id = $1)
  and ($2::uuid is null or exists (select from programs.enrolment e where e.program_id = p.id and e.partner_id = $2))
  and ($3::uuid is null or id > $3)
order by id limit $4;
