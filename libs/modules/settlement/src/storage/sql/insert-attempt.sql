-- Stores signed bytes before they are broadcast: $1 wish, $2 attempt, $3 nonce, $4 blank, $5 raw, $6 hash, $7 max fee,
-- $8 max priority fee, $9 now.
-- The caller holds the wish's row, so of two senders the first one's bytes stand, and both broadcast those.
insert into settlement.chain_tx_attempt
  (tx_id, attempt, nonce, is_blank, raw, hash, max_fee, max_priority_fee, signed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);
