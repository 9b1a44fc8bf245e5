-- Adds a rule version. The trigger checks number, start, terms and notice once more, by the database's clock.
-- $1 id, $2 program, $3 version, $4 effective from, $5 canonical terms, $6 SHA-256 of them, $7 published at,
-- $8 published by (null for the system).
insert into programs.rule_version (id, program_id, version, effective_from, terms, hash, published_at, published_by)
values ($1, $2, $3, $4, $5, $6, $7, $8);
