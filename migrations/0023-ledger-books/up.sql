-- Several books: each is a database with a log, head, key and anchor of its own. This names the one that the database holds, says
-- which assets it takes and which belong elsewhere, and gives books accounts for what they owe each other.
create table ledger.book_asset (
  asset        text not null,
  is_elsewhere bool not null,
  constraint book_asset_pkey primary key (asset),
  constraint book_asset_has_decimals check (asset ~ '^[A-Z][A-Z0-9]{1,11}/[0-8]$')
);
comment on table ledger.book_asset is 'The assets that this book takes, and those that another book takes. Without a row of the first kind it takes all others.';

-- The rule a second time, after the program's: what belongs in another book cannot open an account here, and so cannot be booked.
create function ledger.is_of_this_book(asset text) returns bool
language sql stable security definer set search_path = pg_catalog, ledger, pg_temp as $$
  select coalesce((select not b.is_elsewhere from ledger.book_asset b where b.asset = is_of_this_book.asset),
    not exists (select from ledger.book_asset b where not b.is_elsewhere))
$$;
create function ledger.refuse_foreign_asset() returns trigger
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
begin
  if not ledger.is_of_this_book(new.asset) then
    perform ledger.refuse('book_keeps_to_its_assets', format('%s is not booked here', new.asset));
  end if;
  return new;
end $$;
create trigger account_is_of_this_book before insert on ledger.account
  for each row execute function ledger.refuse_foreign_asset();

-- And the other way round: an asset that is booked here stays here. Asked at the end of a statement, under the head.
create function ledger.keep_booked_assets() returns trigger
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
declare
  booked text;
begin
  perform ledger.take_head();
  select min(a.code) into booked from ledger.asset a
  where not ledger.is_of_this_book(a.code) and exists (select from ledger.account c where c.asset = a.code);
  if booked is not null then
    perform ledger.refuse('book_keeps_to_its_assets', format('%s is booked here already', booked));
  end if;
  return null;
end $$;
create trigger book_keeps_booked_assets after insert or update or delete on ledger.book_asset
  for each statement execute function ledger.keep_booked_assets();

-- The origin is the name under which heads are signed, and days are in the zone: neither changes once there is a log.
create function ledger.keep_book() returns trigger
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (new.id, new.origin, new.zone) = (old.id, old.origin, old.zone) then return new; end if;
  perform ledger.take_head();
  if exists (select from ledger.head h where h.seq > 0) then
    perform ledger.refuse('book_keeps_its_name', format('%s has a log already', old.origin));
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger book_keeps_its_name before update or delete on ledger.book for each row execute function ledger.keep_book();

-- Makes this database the book of that name, zone and assets. Again with the same, as at every start: nothing happens, and the head
-- is not taken. For the owner: the application role may not.
create function ledger.set_book(book_origin text, book_zone text, assets text[]) returns void
language plpgsql set search_path = pg_catalog, ledger, pg_temp as $$
begin
  update ledger.book b set origin = book_origin, zone = book_zone
  where b.id = 'main' and (b.origin, b.zone) is distinct from (book_origin, book_zone);
  if (select array_agg(b.asset order by b.asset) from ledger.book_asset b where not b.is_elsewhere)
    is not distinct from (select array_agg(distinct a order by a) from unnest(assets) a) then
    return;
  end if;
  perform ledger.take_head();
  insert into ledger.asset (code) select unnest(assets) on conflict on constraint asset_pkey do nothing;
  insert into ledger.book_asset (asset, is_elsewhere) select unnest(assets), false
  on conflict on constraint book_asset_pkey do update set is_elsewhere = false;
  delete from ledger.book_asset b where not b.is_elsewhere and b.asset <> all (assets);
end $$;
comment on function ledger.set_book is 'Names the book of this database, its zone and its assets; the name and the zone only while the log is empty.';

-- The application may say that assets belong to another book, never take one back. Refused for one that is booked here.
create function ledger.keep_out(assets text[]) returns void
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
begin
  if assets <@ array(select b.asset from ledger.book_asset b) then return; end if;
  insert into ledger.book_asset (asset, is_elsewhere) select unnest(assets), true on conflict on constraint book_asset_pkey do nothing;
end $$;

insert into ledger.chart (line, path_pattern, kind, natural_side, min_balance, has_owner, solvency, meaning) values
  ('interbook:due-to',   '^interbook:[a-z0-9-]+:due-to$',   'liability', 'credit', 0, false, 'owed', 'What this book owes to another one for money that went there'),
  ('interbook:due-from', '^interbook:[a-z0-9-]+:due-from$', 'asset',     'debit',  0, false, 'held', 'What another book owes to this one for money that came from there');

revoke all on function ledger.set_book(text, text, text[]), ledger.keep_out(text[]), ledger.is_of_this_book(text) from public;
grant select on ledger.book_asset to provisio_app;
grant execute on function ledger.keep_out(text[]) to provisio_app;
