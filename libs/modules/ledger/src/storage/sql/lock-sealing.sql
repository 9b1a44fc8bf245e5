-- One sealer at a time, until its transaction ends. Not the head: posting goes on.
select pg_advisory_xact_lock(1279607, 2);
