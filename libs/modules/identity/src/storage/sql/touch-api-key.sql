-- Notes that the API key $1 was used at $2, if that is later than $3 after which a use counts as noted already.
update identity.api_key set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $3);
