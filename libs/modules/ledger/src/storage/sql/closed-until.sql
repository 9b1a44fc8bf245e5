-- Until when the books are closed (null: all open). Under the head nobody moves it.
select h.closed_until, b.zone from ledger.head h join ledger.book b on b.id = h.book_id;
