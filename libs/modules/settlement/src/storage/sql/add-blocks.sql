-- Adds headers to the branch of chain $1 that we follow: $2 numbers, $3 hashes, $4 parents, $5 times, paired by position.
-- The caller holds the indexer's row. A header that we had left (its branch won after all) is on the branch again.
insert into settlement.block (chain_id, number, hash, parent_hash, mined_at)
select $1, number, hash, parent_hash, mined_at
from unnest($2::int8[], $3::text[], $4::text[], $5::timestamptz[]) as seen (number, hash, parent_hash, mined_at)
on conflict on constraint block_pk do update set orphaned_at = null;
