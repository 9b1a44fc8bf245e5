-- The next records of a partition.
-- $1 topic, $2 partition, $3 first position wanted, $4 most records. Positions become visible in order (append.sql).
select position, key, body
from platform.event_record
where topic = $1 and partition = $2 and position >= $3
order by position
limit $4;
