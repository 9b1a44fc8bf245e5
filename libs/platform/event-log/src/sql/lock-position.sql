-- Locks where a group stands in a partition until commit. $1 group, $2 topic, $3 partition.
-- It is the first lock of a batch's transaction; batches of one partition follow each other.
select epoch, next_position, last_no
from platform.consumer_position
where consumer_group = $1 and topic = $2 and partition = $3
for update;
