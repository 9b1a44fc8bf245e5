-- Number of leaves of the log.
select h.seq as size from ledger.head h;
