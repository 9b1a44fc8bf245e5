-- Appends records, giving positions partition by partition.
-- $1 topic (text); $2 partitions (int[]), $3 keys (text[]), $4 bodies (text[]), paired by place.
--
-- Each partition's row is locked, in the order of partitions, until commit: no two appends hold a partition at once, so
-- a position is visible only after every lower one is, and two appends cannot deadlock. The update sees the row as the
-- lock left it, whatever this statement's snapshot says.
with given as (
  select partition, key, body, place
  from unnest($2::int[], $3::text[], $4::text[]) with ordinality as g (partition, key, body, place)
), locked as materialized (
  select p.partition
  from platform.event_partition p
  where p.topic = $1 and p.partition = any ($2::int[])
  order by p.partition
  for update
), counted as (
  select g.partition, count(*) as n
  from given g
  join locked using (partition)
  group by g.partition
), moved as (
  update platform.event_partition p
  set next_position = p.next_position + c.n
  from counted c
  where p.topic = $1 and p.partition = c.partition
  returning p.partition, p.next_position - c.n as first
), appended as (
  insert into platform.event_record (topic, partition, position, key, body)
  select $1, g.partition, m.first + row_number() over (partition by g.partition order by g.place) - 1, g.key, g.body
  from given g
  join moved m using (partition)
  returning 1
)
select count(*) as appended, pg_notify('platform_event_log', $1) is null as told
from appended;
