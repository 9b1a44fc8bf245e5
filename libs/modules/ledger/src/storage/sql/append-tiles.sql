-- Seals full tiles of one level. $1 level (int2), $2 index of the first and $3 index behind the last (int8). The trigger makes their
-- hashes and roots from the log, and refuses a tile that is not full. Under the sealing lock.
insert into ledger.tile (level, tile_index) select $1::int2, n from generate_series($2::int8, $3::int8 - 1) as n;
