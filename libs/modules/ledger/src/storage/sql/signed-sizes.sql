-- Sizes that a head was signed for, above $1 and up to $2 (int8), smallest first. By the primary key.
select c.size from ledger.checkpoint c where c.size > $1::int8 and c.size <= $2::int8 order by c.size;
