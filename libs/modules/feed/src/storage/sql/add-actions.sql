-- Stores readers' actions; one that the same served place had before is passed over, and so is what social told of a reader
-- who did the same in a served feed: it is one like, told twice. $1 users, $2 posts, $3 kinds, $4 times,
-- $5 contexts, $6 places, $7 propensities (the last three null for what social told), paired by position.
-- In order of context, post and kind, so that two callers with the same actions wait and never deadlock.
insert into feed.action (user_id, post_id, kind, at, context_id, position, propensity)
select user_id, post_id, kind, at, context_id, position, propensity
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::uuid[], $6::int2[], $7::float8[])
  as given (user_id, post_id, kind, at, context_id, position, propensity)
where context_id is not null or not exists (
  select from feed.action as served
  where served.user_id = given.user_id and served.post_id = given.post_id and served.kind = given.kind
    and served.context_id is not null)
order by context_id, post_id, kind
on conflict on constraint action_counts_once do nothing
returning seq;
