-- Seals full tiles of one level. $1 level (int2), $2 index of the first (int8), $3 their hashes, 8,192 bytes each, and
-- $4 their roots, 32 bytes each, one after the other (bytea). The trigger recomputes both. Under the sealing lock.
insert into ledger.tile (level, tile_index, hashes, root)
select $1::int2, $2::int8 + n, substring($3::bytea from (8192 * n + 1)::int4 for 8192), substring($4::bytea from (32 * n + 1)::int4 for 32)
from generate_series(0, octet_length($4::bytea) / 32 - 1) as n;
