-- The leaf hashes behind the last full tile when the newest checkpoint was signed, and the size it was signed at.
select t.size, t.hashes from ledger.tail t where t.book_id = 'main';
