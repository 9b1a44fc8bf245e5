-- Asks for one more try of what was put aside. $1 group and $2 topic (null: any), $3 now. The groups' processes find it
-- within seconds; one row is locked at a time, in no order that matters, for nobody else holds two of them.
update platform.dead_letter set retry_asked_at = $3
where ($1::text is null or consumer_group = $1) and ($2::text is null or topic = $2)
returning 1 as asked;
