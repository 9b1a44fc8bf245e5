-- How many events wait in the outbox and, for each group and topic given, where its partitions stand, in one snapshot.
-- $1 groups (text[]), $2 topics (text[]), paired by place. A row without a group when nobody stands anywhere yet.
select o.in_outbox, c.consumer_group, c.topic, c.partition, c.next_position
from (select count(*) as in_outbox from platform.outbox) o
left join (
  select p.consumer_group, p.topic, p.partition, p.next_position
  from unnest($1::text[], $2::text[]) as g (consumer_group, topic)
  join platform.consumer_position p using (consumer_group, topic)
) c on true;
