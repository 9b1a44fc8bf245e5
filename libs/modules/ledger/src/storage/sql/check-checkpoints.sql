-- Every checkpoint up to a size, smallest first. $1 size (int8).
select c.size, c.root, c.signed_note from ledger.checkpoint c where c.size <= $1::int8 order by c.size;
