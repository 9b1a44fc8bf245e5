-- Keeps auctions that somebody won until their minute is sealed; one that is there already stays as it is.
-- $1 auctions, $2 times, $3 advertisers (uuid[] as text), $4 bodies, $5 winners (JSON), $6 leaf hashes, paired by position.
insert into ads.auction_leaf (auction_id, at, advertisers, body, winners, leaf_hash)
select auction_id, at, advertisers::uuid[], body, winners::jsonb, leaf_hash
from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::bytea[])
  as given (auction_id, at, advertisers, body, winners, leaf_hash)
order by auction_id
on conflict (auction_id) do nothing;
