-- Wishes of chain $1 that were mined above height $2, where the chain's branch is another now: their signed bytes are sent
-- again. The caller holds the indexer's row; a sender that moves one at the same time names the state it read, and loses.
with reopened as (
  update settlement.chain_tx
  set state = 'sent', mined_hash = null, mined_block = null, mined_block_hash = null, ended_at = null
  where chain_id = $1 and mined_block > $2
  returning id
)
update settlement.chain_tx_attempt a set broadcast_at = null
from reopened
where a.tx_id = reopened.id;
