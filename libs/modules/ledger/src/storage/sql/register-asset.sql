-- Adds an asset or ties it to its token, once; false when it is tied to another one.
-- $1 code (text), $2 chain id (int8), $3 token, 20 bytes (bytea), $4 token base units per book minor unit (numeric).
select ledger.register_asset($1::text, $2::int8, $3::bytea, $4::numeric) as is_tied;
