-- Locks a post until commit and gives its state. $1 id. Taken before its case: a post is decided about by one at a time.
select id, author_id, posted_by, state, shown_at from social.post where id = $1 for update;
