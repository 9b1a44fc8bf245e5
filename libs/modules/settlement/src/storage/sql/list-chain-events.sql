-- Events of contract $2 on our branch of chain $1 named $3 in state $4 (null: seen or final), newest first, at most $5.
select e.*, b.mined_at
from settlement.chain_event e
join settlement.block b on b.chain_id = e.chain_id and b.hash = e.block_hash
where e.chain_id = $1 and e.contract = $2 and e.name = $3 and e.state <> 'orphaned' and ($4::text is null or e.state = $4)
order by e.block_number desc, e.log_index desc
limit $5;
