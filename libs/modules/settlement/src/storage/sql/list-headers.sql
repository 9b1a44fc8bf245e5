-- Headers of our branch of chain $1 below height $2, at most $3, highest first: what is compared to find a fork.
select number, hash
from settlement.block
where chain_id = $1 and number < $2 and orphaned_at is null
order by number desc
limit $3;
