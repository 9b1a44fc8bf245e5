-- The leaf hashes that some tiles of the lowest level serve. $1 tile indices (int8[]).
select t.tile_index, t.hashes from ledger.tile t where t.level = 0 and t.tile_index = any ($1::int8[]) order by t.tile_index;
