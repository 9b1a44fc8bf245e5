-- The asset registry.
select a.code, a.chain_id, a.token, a.unit_scale::text as unit_scale from ledger.asset a order by a.code;
