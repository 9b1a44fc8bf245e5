-- A page of the records that a group put aside, in the order of their partitions.
-- $1 group, $2 topic, $3 partition and $4 position to go on behind (-1, -1 at first), $5 most records,
-- $6 whether only those for which a try was asked. Reads only.
select topic, partition, position, key, body
from platform.dead_letter
where consumer_group = $1 and topic = $2 and (partition, position) > ($3::int4, $4::int8)
  and (not $6::bool or retry_asked_at is not null)
order by partition, position
limit $5;
