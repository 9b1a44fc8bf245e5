-- The latest enrolment of partner $2 in program $1.
select id, program_id, partner_id, tier, effective_from, effective_to
from programs.enrolment where program_id = $1 and partner_id = $2
order by effective_from desc limit 1;
