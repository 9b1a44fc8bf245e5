-- The stored answer of a key, if its request succeeded before.
-- $1 tenant (text), $2 key (text). Read under the advisory lock of the same key, so no twin can be between look and write.
select fingerprint, status, response
from platform.idempotency_key
where tenant = $1 and key = $2;
