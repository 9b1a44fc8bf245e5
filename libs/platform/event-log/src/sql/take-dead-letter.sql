-- Takes one record out of the dead letters, in the transaction of its effect: whoever deletes the row handles it, and
-- a handler that fails brings it back. $1 group, $2 topic, $3 partition, $4 position. No row back: somebody else was there.
delete from platform.dead_letter
where consumer_group = $1 and topic = $2 and partition = $3 and position = $4
returning 1 as taken;
