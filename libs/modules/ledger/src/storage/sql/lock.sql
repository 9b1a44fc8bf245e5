-- Takes the head until the transaction ends, then reads what a batch needs, in one round trip.
-- $1 entry ids (uuid[]): those that are booked come back. $2 accounts (int8[]), each there and named once: their state comes
-- back packed, 56 bytes each in the order of $2.
-- Each statement inside the function sees what the holder of the head before us committed.
select l.seq, l.recorded_at, l.closed_until, l.booked::text[] as booked, l.accounts from ledger.lock($1::uuid[], $2::int8[]) l;
