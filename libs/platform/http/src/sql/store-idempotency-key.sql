-- Keeps the answer of a successful request, in the transaction of its effect.
-- $1 tenant, $2 key, $3 fingerprint (bytea, SHA-256), $4 status, $5 response (JSON text or null).
insert into platform.idempotency_key (tenant, key, fingerprint, status, response)
values ($1, $2, $3, $4, $5);
