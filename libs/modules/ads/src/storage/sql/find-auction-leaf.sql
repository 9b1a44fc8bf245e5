-- A kept auction with the minute that sealed it, if one has. $1 auction. Reads only.
select leaf.advertisers, leaf.body, leaf.winners, leaf.minute_id, leaf.place, minute.root, minute.note_seq
from ads.auction_leaf as leaf
left join ads.auction_minute as minute on minute.id = leaf.minute_id
where leaf.auction_id = $1;
