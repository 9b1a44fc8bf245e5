-- Counts the claim booked by entry $1; nothing is returned when it was counted before.
insert into payouts.counted_claim (entry_id) values ($1) on conflict (entry_id) do nothing returning entry_id;
