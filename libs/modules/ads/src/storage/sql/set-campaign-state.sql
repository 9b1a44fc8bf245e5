-- $1 campaign, $2 state, $3 now. Takes the campaign's row lock; a lease in the making waits or sees the new state.
update ads.campaign set state = $2, changed_at = $3, version = version + 1 where id = $1;
