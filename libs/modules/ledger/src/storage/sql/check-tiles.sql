-- Every tile: its root, and whether the hashes it serves add up to it.
select t.level, t.tile_index, t.root, ledger.perfect_root(t.hashes) = t.root as is_whole from ledger.tile t;
