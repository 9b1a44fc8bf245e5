-- How many hashes of a level the signed heads between two sizes had, modulo a tile: the partial tiles that were published.
-- $1 and $2 sizes, both outside (int8); $3 leaves that a hash of the level stands for, as a power of two (int4).
select distinct ((c.size >> $3::int4) & 255)::int4 as width
from ledger.checkpoint c
where c.size > $1::int8 and c.size < $2::int8
order by width;
