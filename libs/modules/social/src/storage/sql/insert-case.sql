-- Opens a case. $1 id, $2 kind of subject, $3 subject, $4 user who wrote it, $5 state, $6 expected harm, $7 evidence (jsonb),
-- $8 now. The subject's row is locked by the caller, so no second case can be open.
insert into social.moderation_case (id, subject_kind, subject_id, author_id, state, expected_harm, evidence, opened_at)
values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8);
