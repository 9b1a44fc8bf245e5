-- Number of sealed tiles of each level that has any; they are sealed in order, so it is also the next index.
select t.level, max(t.tile_index) + 1 as tiles from ledger.tile t group by t.level order by t.level;
