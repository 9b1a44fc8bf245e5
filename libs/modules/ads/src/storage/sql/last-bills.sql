-- The newest bill of each of the campaigns $1 that has one, by the primary key.
select given.id as campaign_id, last.number, last.hash
from unnest($1::uuid[]) as given (id)
cross join lateral (select number, hash from ads.bill where campaign_id = given.id order by number desc limit 1) as last;
