-- The parts of history in order: where each begins and ends, how many transfers of it are booked (positions that are not notes), its
-- bytes with indexes, its tablespace, and between which entry ids it lies once it is closed.
select p.part, p.first_seq, p.last_seq, p.closed_at is not null as is_closed, p.min_entry_id, p.max_entry_id,
  greatest(0, least(p.last_seq, h.seq) - p.first_seq + 1)
    - (select count(*) from ledger.note n where n.seq between p.first_seq and p.last_seq) as transfers,
  pg_total_relation_size(c.oid) as bytes, t.spcname as tablespace
from ledger.transfer_part p
cross join ledger.head h
join pg_class c on c.relnamespace = 'ledger'::regnamespace and c.relname = 'transfer_' || p.part
join pg_database d on d.datname = current_database()
join pg_tablespace t on t.oid = case c.reltablespace when 0 then d.dattablespace else c.reltablespace end
order by p.part;
