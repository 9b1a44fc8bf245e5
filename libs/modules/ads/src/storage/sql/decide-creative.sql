-- Approves or refuses a creative; the last decision stands. $1 creative, $2 state, $3 who, $4 now. Answers its id.
update ads.creative set state = $2, decided_by = $3, decided_at = $4 where id = $1 returning id;
