-- Adds a decision. $1 id, $2 case, $3 step, $4 outcome, $5 policy, $6 reason, $7 moderator or null, $8 evidence (jsonb),
-- $9 now, $10 hash, $11 label or null. The case is locked by the caller.
insert into social.decision (id, case_id, step, outcome, policy, reason, decided_by, evidence, at, hash, label)
values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11);
