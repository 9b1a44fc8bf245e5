-- Moves a group on, in the transaction of the effects, only from where it was seen and only by its owner.
-- $1 group, $2 topic, $3 partition, $4 epoch, $5 position seen, $6 new position,
-- $7 highest relay number seen. No row back: somebody else was there.
update platform.consumer_position
set next_position = $6, last_no = $7
where consumer_group = $1 and topic = $2 and partition = $3 and epoch = $4 and next_position = $5
returning 1 as moved;
