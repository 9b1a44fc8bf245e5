-- Notes that an asked try was made and failed. $1 group, $2 topic, $3 partition, $4 position.
update platform.dead_letter set retry_asked_at = null
where consumer_group = $1 and topic = $2 and partition = $3 and position = $4 and retry_asked_at is not null;
