-- What was put aside, for people: newest first. $1 group and $2 topic (null: any), $3 most records. Reads only.
select consumer_group, topic, partition, position, key, body, error, tries, died_at, retry_asked_at
from platform.dead_letter
where ($1::text is null or consumer_group = $1) and ($2::text is null or topic = $2)
order by died_at desc, consumer_group, topic, partition, position
limit $3;
