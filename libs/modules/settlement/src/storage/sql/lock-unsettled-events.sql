-- Events of chain $1 up to height $2 that are not booked yet, at most $3, in the order of the chain; locked.
-- The caller holds the indexer's row, so nobody else books them or takes their block away.
select e.*, b.mined_at
from settlement.chain_event e
join settlement.block b on b.chain_id = e.chain_id and b.hash = e.block_hash
where e.chain_id = $1 and e.state = 'seen' and e.block_number <= $2
order by e.block_number, e.log_index
limit $3
for update of e;
