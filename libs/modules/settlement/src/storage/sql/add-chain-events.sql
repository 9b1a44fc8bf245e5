-- Adds the events in $1 (a JSON array of rows), seen at $2. The caller holds the indexer's row; an event that stands on our
-- branch already stops the statement (chain_event_counts_once), which only a moved position could allow.
insert into settlement.chain_event
  (id, chain_id, block_number, block_hash, log_index, tx_hash, contract, name, body, state, seen_at)
select id, chain_id, block_number, block_hash, log_index, tx_hash, contract, name, body, 'seen', $2
from jsonb_to_recordset($1::jsonb) as seen (
  id uuid, chain_id int8, block_number int8, block_hash text, log_index int4, tx_hash text, contract text, name text,
  body jsonb
);
