-- Drops the records of a partition below a position. $1 topic, $2 partition, $3 first position to keep.
-- The row lock keeps appends out for the moment; readers that are behind find out by log_start.
with started as (
  update platform.event_partition
  set log_start = $3
  where topic = $1 and partition = $2 and log_start < $3 and next_position >= $3
  returning 1
)
delete from platform.event_record
where topic = $1 and partition = $2 and position < $3 and exists (select from started);
