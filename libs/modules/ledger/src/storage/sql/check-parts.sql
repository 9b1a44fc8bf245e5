-- Parts of history that are not what is said of them: a closed one whose entry ids are not between those that it says, or one that is
-- closed, or not, where the head says otherwise. An id that is booked would not be found in them (I8). The first and the last id of a
-- part are at the ends of its index.
select p.part
from ledger.transfer_part p
cross join ledger.head h
cross join lateral (
  select
    (select t.entry_id from ledger.transfer t where t.seq between p.first_seq and p.last_seq and t.transfer_count is not null
      order by t.entry_id limit 1) as low,
    (select t.entry_id from ledger.transfer t where t.seq between p.first_seq and p.last_seq and t.transfer_count is not null
      order by t.entry_id desc limit 1) as high
) ids
where case
  when p.last_seq < h.open_from then
    p.closed_at is null or (p.min_entry_id, p.max_entry_id) is distinct from (ids.low, ids.high) or ids.high > h.last_closed_id
  when p.first_seq > h.open_until then p.closed_at is not null or ids.low is not null
  else p.closed_at is not null or (p.first_seq, p.last_seq) <> (h.open_from, h.open_until)
end
order by p.part;
