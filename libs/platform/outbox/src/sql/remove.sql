-- Removes events that are in the log now. $1 their seq (int8[]).
delete from platform.outbox
where seq = any ($1::int8[]);
