-- For each asked (program, partner, instant) the enrolment in force then; asked ones without are missing.
-- $1 programs, $2 partners (uuid[]), $3 instants (timestamptz[]), paired by position; `place` counts from 1.
select asked.place, e.id, e.program_id, e.partner_id, e.tier, e.effective_from, e.effective_to
from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) with ordinality as asked (program_id, partner_id, at, place)
join programs.enrolment e on e.program_id = asked.program_id and e.partner_id = asked.partner_id
  and e.effective_from <= asked.at and (e.effective_to is null or e.effective_to > asked.at);
