-- Stores the state of a post that the caller has locked. $1 id, $2 state, $3 now (kept when it is first shown), $4 label or null.
update social.post
set state = $2, label = $4, version = version + 1,
  shown_at = case when $2 = 'shown' then coalesce(shown_at, $3::timestamptz) else shown_at end
where id = $1;
