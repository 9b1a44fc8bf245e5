-- Adds a wish: $1 id, $2 chain, $3 sender, $4 nonce, $5 intent key, $6 purpose, $7 to (null makes a contract), $8 data,
-- $9 gas limit (null: estimated), $10 owner (null: our own), $11 now.
-- The caller holds the sender's row, so the nonce is nobody else's and the intent key was looked up under that lock.
insert into settlement.chain_tx
  (id, chain_id, sender, nonce, intent_key, purpose, to_address, data, gas_limit, owner_id, state, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', $11);
