-- Events of our branch of chain $1 above height $2, newest first; locked. They are about to be orphaned, and what the later
-- ones did is taken back before what the earlier ones did. The caller holds the indexer's row.
select e.*, b.mined_at
from settlement.chain_event e
join settlement.block b on b.chain_id = e.chain_id and b.hash = e.block_hash
where e.chain_id = $1 and e.state <> 'orphaned' and e.block_number > $2
order by e.block_number desc, e.log_index desc
for update of e;
