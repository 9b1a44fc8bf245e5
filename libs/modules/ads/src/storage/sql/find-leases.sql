-- Leases that an edge closes ($1 ids) or whose time is over at $2, oldest first, $3 at most. Takes no lock: the caller
-- locks their campaigns and looks again.
select id, campaign_id from ads.lease
where state <> 'settled' and (id = any ($1::uuid[]) or settles_at <= $2::timestamptz)
order by settles_at, id
limit $3;
