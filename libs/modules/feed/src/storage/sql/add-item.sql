-- Adds a post to what can be in a feed; one that is there already is shown again. $1 post, $2 author, $3 topics, $4 when.
insert into feed.item (post_id, author_id, topics, is_shown, at) values ($1, $2, $3, true, $4)
on conflict (post_id) do update set is_shown = true;
