-- Auctions that no minute has sealed yet, by id, $1 at most. Takes them until commit; those that another seal has taken
-- are left to it.
select auction_id, leaf_hash from ads.auction_leaf
where minute_id is null
order by auction_id
limit $1
for update skip locked;
