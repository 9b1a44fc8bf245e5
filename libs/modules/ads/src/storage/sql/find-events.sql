-- Which of these events were counted before. $1 auction ids, $2 slots, $3 kinds, paired by position. Reads only.
select event.auction_id, event.slot, event.kind
from unnest($1::uuid[], $2::int2[], $3::text[]) as given (auction_id, slot, kind)
join ads.event on event.auction_id = given.auction_id and event.slot = given.slot and event.kind = given.kind;
