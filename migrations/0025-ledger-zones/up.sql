-- Lets the application say in which time zone the days of the main book are, for it starts without its owner's rights. Refused
-- once the log has an entry (`book_keeps_its_name`); the same zone again, as at every start, does nothing and takes no head.
create function ledger.set_zone(book_zone text) returns void
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
begin
  if exists (select from ledger.book b where b.id = 'main' and b.zone = book_zone) then return; end if;
  perform now() at time zone book_zone; -- Refused here when PostgreSQL does not know it, and not at the first report.
  update ledger.book b set zone = book_zone where b.id = 'main';
end $$;
comment on function ledger.set_zone is 'Puts the days of this book into a time zone, while its log is empty.';

revoke all on function ledger.set_zone(text) from public;
grant execute on function ledger.set_zone(text) to provisio_app;
