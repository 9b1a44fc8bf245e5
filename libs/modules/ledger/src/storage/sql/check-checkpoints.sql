-- Every checkpoint, smallest first.
select c.size, c.root, c.signed_note from ledger.checkpoint c order by c.size;
