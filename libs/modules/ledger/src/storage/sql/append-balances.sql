-- One tree of balances. $1 asset (text), $2 size, $3 note's position, $4 newest account, $5 number of accounts, $6 owed (int8),
-- $7 root, $8 leaves (bytea). Its trigger compares it with the note; the same asset and size a second time is refused.
insert into ledger.balances (asset, size, note_seq, last_account_id, account_count, owed, root, leaves)
values ($1, $2, $3, $4, $5, $6, $7, $8);
