-- Sets a payee's wallet: one more version. The caller holds lock-payee-wallet.sql, so the next number is free.
-- $1 organisation, $2 address (lower case), $3 signed message, $4 signature, $5 set by, $6 set at.
insert into identity.payee_wallet (organisation_id, version, address, message, signature, set_by, set_at)
select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6 from identity.payee_wallet where organisation_id = $1
returning version;
