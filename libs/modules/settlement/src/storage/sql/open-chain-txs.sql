-- Wishes of chain $1 that are not final yet, at most $2, by sender and nonce: the order in which they must be sent.
-- Reads only; a stale row does no harm, because every step names the state it was read in.
select *
from settlement.chain_tx
where chain_id = $1 and state in ('waiting', 'sent', 'mined')
order by chain_id, sender, nonce
limit $2;
