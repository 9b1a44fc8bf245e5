-- Gives auctions, locked by the caller, their places in a minute's tree. $1 minute, $2 auctions in order.
update ads.auction_leaf set minute_id = $1, place = given.place - 1
from unnest($2::uuid[]) with ordinality as given (auction_id, place)
where auction_leaf.auction_id = given.auction_id and auction_leaf.minute_id is null
returning 1 as placed;
