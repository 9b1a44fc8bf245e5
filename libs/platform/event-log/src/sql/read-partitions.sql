-- Every partition of a topic: its first kept position and the position of its next record.
-- $1 topic (text).
select partition, log_start, next_position
from platform.event_partition
where topic = $1
order by partition;
