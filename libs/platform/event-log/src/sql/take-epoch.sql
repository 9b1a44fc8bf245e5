-- Makes this consumer the owner of partitions: an older owner finds its epoch gone and stops.
-- $1 group, $2 topic, $3 partitions (int[]). A group that is new starts at 0. Locks rows in the order of partitions.
insert into platform.consumer_position as c (consumer_group, topic, partition, epoch)
select $1, $2, partition, 1
from unnest($3::int[]) as partition
order by partition
on conflict (consumer_group, topic, partition) do update set epoch = c.epoch + 1
returning partition, epoch, next_position;
