-- Closes an account for ever. $1 path, $2 asset (text). Takes the head; a balance left breaks account_is_empty_when_closed.
select ledger.close_account($1::text, $2::text) as is_closed;
