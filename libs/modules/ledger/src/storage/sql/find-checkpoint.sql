-- The checkpoint of exactly this size. $1 size (int8).
select c.size as checkpoint_size, c.root, c.signed_note, c.signed_at from ledger.checkpoint c where c.size = $1::int8;
