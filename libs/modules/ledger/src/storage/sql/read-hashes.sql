-- Hashes of the tree by tile level, one span after the other, 32 bytes a hash; a span that is not sealed yet comes short or null.
-- $1 levels (int4[]), $2 first indices and $3 indices behind the last (int8[]), paired by position.
-- Level 0 are the leaves themselves; history never changes, so no lock.
select ledger.level_hashes(s.level, s.first_index, s.last_index) as hashes
from unnest($1::int4[], $2::int8[], $3::int8[]) with ordinality as s (level, first_index, last_index, ordinality)
order by s.ordinality;
