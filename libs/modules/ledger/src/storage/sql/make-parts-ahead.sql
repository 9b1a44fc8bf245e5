-- Makes the next part of history once the last one takes rows. Takes the head only then.
select ledger.make_room(0)
from ledger.head h
where h.seq >= (select max(p.first_seq) from ledger.transfer_part p);
