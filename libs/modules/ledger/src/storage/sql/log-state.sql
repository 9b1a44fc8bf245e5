-- The log as it is: origin, zone, size, and the latest checkpoint (nulls before the first). One statement: one moment.
select b.origin, b.zone, h.seq as size, c.size as checkpoint_size, c.root, c.signed_note, c.signed_at
from ledger.book b
join ledger.head h on h.book_id = b.id
left join lateral (select * from ledger.checkpoint order by size desc limit 1) c on true;
