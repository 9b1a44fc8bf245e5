-- Adds a signed tree head. $1 size (int8), $2 root (bytea), $3 signed note (text), $4 signed at (timestamptz).
-- The trigger refuses a size below the last, above the head, or a root that is not that of the log. Under the sealing lock.
insert into ledger.checkpoint (size, root, signed_note, signed_at) values ($1::int8, $2::bytea, $3::text, $4::timestamptz);
