-- One publisher at a time puts the head, until its transaction ends. Not the head of the log: posting goes on.
select pg_advisory_xact_lock(1279607, 3);
