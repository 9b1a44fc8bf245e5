-- Publishes a snapshot unless the newest one has the same hash; answers its version, or no row.
-- $1 hash, $2 version, $3 body, $4 now. The caller holds the publishers' lock.
insert into ads.snapshot (version, hash, body, made_at)
select $2, $1, $3, $4
where $1 is distinct from (select hash from ads.snapshot order by version desc limit 1)
returning version;
