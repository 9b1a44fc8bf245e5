-- Seals full tiles of one level. $1 level (int2), $2 index of the first and $3 index behind the last (int8). PostgreSQL makes them from
-- the log, which no role of ours may do otherwise. Under the sealing lock.
select ledger.seal_tiles($1::int2, $2::int8, $3::int8);
