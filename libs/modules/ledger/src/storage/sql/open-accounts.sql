-- Opens the accounts that the chart has and that do not exist yet.
-- $1 paths (text[]) and $2 assets (text[]), paired by position. Takes the head, which the caller holds already.
select ledger.open_accounts($1::text[], $2::text[]);
