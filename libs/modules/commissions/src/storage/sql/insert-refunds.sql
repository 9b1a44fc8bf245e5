-- Writes down what became of refunds; one that waited for its order gets its outcome.
-- $1 refund ids, $2 order ids (uuid[]), $3 times (timestamptz[]), $4 states, $5 bodies (text[], null unless waiting),
-- $6 entries (uuid[], null unless booked), paired by position; $7 now.
insert into commissions.refund as refund (refund_id, order_id, at, state, body, entry_id, handled_at)
select given.refund_id, given.order_id, given.at, given.state, given.body::jsonb, given.entry_id, $7::timestamptz
from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::uuid[])
  as given (refund_id, order_id, at, state, body, entry_id)
order by given.refund_id
on conflict (refund_id) do update
  set state = excluded.state, body = excluded.body, entry_id = excluded.entry_id, handled_at = excluded.handled_at
  where refund.state = 'waiting';
