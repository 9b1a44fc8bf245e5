-- Signed bytes of wish $1 at its present nonce, oldest first. Bytes of a nonce that was lost are never used again.
select a.*
from settlement.chain_tx_attempt a
join settlement.chain_tx t on t.id = a.tx_id and t.nonce = a.nonce
where a.tx_id = $1
order by a.attempt;
