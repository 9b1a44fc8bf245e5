-- Events of our branch of chain $1 named $2 in state $3 (null: seen or final), newest first, at most $4.
select e.*, b.mined_at
from settlement.chain_event e
join settlement.block b on b.chain_id = e.chain_id and b.hash = e.block_hash
where e.chain_id = $1 and e.name = $2 and e.state <> 'orphaned' and ($3::text is null or e.state = $3)
order by e.block_number desc, e.log_index desc
limit $4;
