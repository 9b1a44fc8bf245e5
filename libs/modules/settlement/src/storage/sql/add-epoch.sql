-- Stores a payout tree: $1 custody key, $2 number, $3 ledger size, $4 leaf count, $5 total, $6 tree root, $7 root, $8 now.
-- The primary key refuses a second builder.
insert into settlement.epoch (custody_key, number, ledger_size, leaf_count, total, tree_root, root, state, built_at)
values ($1, $2, $3, $4, $5, $6, $7, 'built', $8);
