-- The events of the batch that is being sent, in the order of their numbers. No row: there is none.
select o.seq, o.topic, o.key, o.body, b.first_no + e.place - 1 as no
from platform.relay_batch b
cross join unnest(b.seqs) with ordinality as e (seq, place)
join platform.outbox o on o.seq = e.seq
order by e.place;
