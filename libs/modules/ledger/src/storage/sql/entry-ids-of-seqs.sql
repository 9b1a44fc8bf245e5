-- The entries that the transfers at these log positions belong to. $1 positions (int8[]).
select t.seq, t.entry_id from ledger.transfer t where t.seq = any ($1::int8[]);
