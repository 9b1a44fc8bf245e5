-- What readers did, in the order it was stored. $1 since when.
select user_id, post_id, kind, at from feed.action where at >= $1 order by seq;
