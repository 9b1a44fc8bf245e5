-- Rolls up the next $1 positions of the log (int8) into days; answers how many are left.
select ledger.roll_up($1::int8) as left;
