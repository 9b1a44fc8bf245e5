-- Which of these entries are booked.
-- $1 ids (uuid[]). Under the head the answer cannot change before the transaction ends.
select e.id from ledger.entry e where e.id = any ($1::uuid[]);
