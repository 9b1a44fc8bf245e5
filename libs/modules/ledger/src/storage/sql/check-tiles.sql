-- Tiles whose last leaf stands at log positions $1 … $2 (int8). A tile of level l has 256^(l+1) leaves under it; those of level 7
-- would have 2^64, more than there are.
select t.level, t.tile_index, t.hashes, t.root
from generate_series(0, 6) as l (level)
join ledger.tile t on t.level = l.level
  and t.tile_index between (($1::int8 - 1) >> (8 * (l.level + 1))) and ($2::int8 >> (8 * (l.level + 1))) - 1;
