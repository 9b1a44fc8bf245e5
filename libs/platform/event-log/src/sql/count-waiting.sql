-- What has not been handled yet: events in the outbox and, for each group and topic given, records behind its position.
-- $1 groups (text[]), $2 topics (text[]), paired by place.
select
  (select count(*) from platform.outbox)
  + coalesce((
    select sum(p.next_position - coalesce(c.next_position, p.log_start))
    from unnest($1::text[], $2::text[]) as g (consumer_group, topic)
    join platform.event_partition p using (topic)
    left join platform.consumer_position c using (consumer_group, topic, partition)
  ), 0)::int8 as waiting;
