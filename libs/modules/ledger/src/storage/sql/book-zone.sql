-- Time zone of the book's days.
select b.zone from ledger.book b where b.id = 'main';
