-- Which of these groups and topics have records for which a try was asked. $1 groups, $2 topics, paired by place. Reads only.
select distinct d.consumer_group, d.topic
from unnest($1::text[], $2::text[]) as g (consumer_group, topic)
join platform.dead_letter d using (consumer_group, topic)
where d.retry_asked_at is not null;
