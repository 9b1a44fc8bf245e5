-- Makes the partitions of a topic, once; their number never changes afterwards.
-- $1 topic (text), $2 number of partitions (int).
insert into platform.event_partition (topic, partition)
select $1, partition
from generate_series(0, $2::int - 1) as partition
where not exists (select from platform.event_partition where topic = $1)
on conflict do nothing;
