-- One relay at a time, until commit: two would deliver a key's events out of order. A batch takes milliseconds, so
-- another process just waits its turn.
select pg_advisory_xact_lock(7402531120);
