-- Stores the leaves of epoch $2 of $1: $3 indexes, $4 lanes, $5 payees, $6 wallets, $7 cumulative amounts, $8 last log
-- positions, $9 proofs, paired by position.
insert into settlement.epoch_leaf
  (custody_key, epoch, leaf_index, lane, payee_id, wallet, cumulative, last_seq, proof)
select $1, $2, leaf_index, lane, payee_id, wallet, cumulative, last_seq, proof
from unnest($3::int8[], $4::int8[], $5::uuid[], $6::text[], $7::int8[], $8::int8[], $9::bytea[])
  as leaf (leaf_index, lane, payee_id, wallet, cumulative, last_seq, proof);
