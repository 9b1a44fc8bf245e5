-- Takes the head of the log until the transaction ends; answers the last position and its recorded time.
-- The one lock of the ledger: whoever holds it is alone in reading balances to decide on. First come, first served.
-- A statement of its own: only a later READ COMMITTED statement sees what the previous holder committed.
select seq, recorded_at from ledger.take_head();
