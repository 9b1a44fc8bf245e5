-- Adds events, in order, and wakes the relay at commit.
-- $1 topics, $2 keys, $3 bodies (text[] each, paired by place).
with added as (
  insert into platform.outbox (topic, key, body)
  select topic, key, body
  from unnest($1::text[], $2::text[], $3::text[]) with ordinality as e (topic, key, body, place)
  order by place
  returning 1
)
select count(*) as added, pg_notify('platform_outbox', '') is null as told
from added;
