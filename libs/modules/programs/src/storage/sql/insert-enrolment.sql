-- Adds an enrolment without an end. The exclusion constraint refuses one that overlaps another of the same partner.
-- $1 id, $2 program, $3 partner, $4 tier, $5 from, $6 created at, $7 created by (null for the system).
insert into programs.enrolment (id, program_id, partner_id, tier, effective_from, created_at, created_by)
values ($1, $2, $3, $4, $5, $6, $7);
