-- Adds a post. $1 id, $2 author (partner), $3 user, $4 words, $5 state, $6 shown since or null, $7 now.
insert into social.post (id, author_id, posted_by, body, state, shown_at, created_at) values ($1, $2, $3, $4, $5, $6, $7);
