-- Adds evidence; what the same cause said before stays as it is. $1 ids, $2 subjects, $3 scores, $4 whether good,
-- $5 weights, $6 half-lives in days, $7 counterparties (null where nobody), $8 causes, paired by position; $9 now.
insert into social.evidence (id, subject_id, score, is_good, weight, half_life_days, counterparty_id, cause, at)
select e.id, e.subject_id, e.score, e.is_good, e.weight, e.half_life_days, e.counterparty_id, e.cause, $9::timestamptz
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::boolean[], $5::float8[], $6::int4[], $7::uuid[], $8::text[])
  as e (id, subject_id, score, is_good, weight, half_life_days, counterparty_id, cause)
order by e.subject_id, e.score, e.cause
on conflict do nothing;
