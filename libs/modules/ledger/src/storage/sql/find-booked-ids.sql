-- Which of these entries are booked.
-- $1 ids (uuid[]). Under the head the answer cannot change before the transaction ends.
select f.id from ledger.find_entries($1::uuid[]) f;
