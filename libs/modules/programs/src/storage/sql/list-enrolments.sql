-- One page of enrolments of program $1 by id. $2 partner or null for all, $3 last id seen or null, $4 rows.
select id, program_id, partner_id, tier, effective_from, effective_to
from programs.enrolment
where program_id = $1 and ($2::uuid is null or partner_id = $2) and ($3::uuid is null or id > $3)
order by id limit $4;
