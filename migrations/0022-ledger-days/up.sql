-- Totals by effective day, rolled up from history behind the posters: a report at a past date adds up days instead of rows, and
-- a backdated entry costs what any other does. Derived: history decides, and everything here can be made again from it.
create table ledger.account_day (
  account_id int8 not null,
  day        date not null,
  debits     int8 not null,
  credits    int8 not null,
  first_seq  int8 not null,
  last_seq   int8 not null,
  constraint account_day_pkey primary key (account_id, day)
) with (fillfactor = 80);
comment on table ledger.account_day is 'What took effect on an account on one day of the book''s zone, up to ledger.rolled_up.seq. Minor units.';
comment on column ledger.account_day.first_seq is
  'Lowest log position of these transfers, last_seq the highest: where a report of the day enters the account''s links and leaves them.';

create table ledger.line_day (
  asset    text    not null,
  line     text    not null,
  day      date    not null,
  debits   numeric not null,
  credits  numeric not null,
  accounts int8    not null,
  constraint line_day_pkey primary key (asset, line, day)
) with (fillfactor = 80);
comment on table ledger.line_day is 'The same for all accounts of a line of the chart.';
comment on column ledger.line_day.accounts is 'How many accounts had their first day then.';

create table ledger.rolled_up (
  book_id text not null,
  seq     int8 not null,
  constraint rolled_up_pkey primary key (book_id),
  constraint rolled_up_book_id_fkey foreign key (book_id) references ledger.book (id)
);
comment on column ledger.rolled_up.seq is 'Log position up to which history is in the days; what comes after it is added from the rows.';
insert into ledger.rolled_up (book_id, seq) values ('main', 0);

-- Rolls up the next `most` positions of the log and answers how many are left. Takes no head: rows up to the head that it sees
-- are committed and never change. Several callers wait for each other on the one row of rolled_up.
create function ledger.roll_up(most int8) returns int8
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
declare
  zone text;
  done int8;
  last int8;
  head int8;
begin
  select r.seq into strict done from ledger.rolled_up r where r.book_id = 'main' for update;
  select h.seq, b.zone into strict head, zone from ledger.head h join ledger.book b on b.id = h.book_id;
  last := least(done + most, head);
  if last = done then return 0; end if;
  with moved as materialized (
    select s.account_id, (t.effective_at at time zone zone)::date as day, sum(s.debit)::int8 as debits, sum(s.credit)::int8 as credits,
      min(t.seq) as first_seq, max(t.seq) as last_seq
    from ledger.transfer t
    cross join lateral (values (t.debit_account_id, t.amount, 0::int8), (t.credit_account_id, 0::int8, t.amount)) s (account_id, debit, credit)
    where t.seq > done and t.seq <= last and t.kind in (1, 3, 5)
    group by s.account_id, (t.effective_at at time zone zone)::date
  ), first as materialized (
    select m.account_id, min(m.day) as new_day,
      (select min(d.day) from ledger.account_day d where d.account_id = m.account_id) as old_day
    from moved m group by m.account_id
  ), put as (
    insert into ledger.account_day as d (account_id, day, debits, credits, first_seq, last_seq)
    select m.account_id, m.day, m.debits, m.credits, m.first_seq, m.last_seq from moved m
    order by m.account_id, m.day -- In the order of the index: many accounts are otherwise as many pages, again and again.
    on conflict on constraint account_day_pkey do update
      set debits = d.debits + excluded.debits, credits = d.credits + excluded.credits, last_seq = excluded.last_seq
  )
  insert into ledger.line_day as d (asset, line, day, debits, credits, accounts)
  select a.asset, a.line, x.day, sum(x.debits), sum(x.credits), sum(x.accounts)
  from (
    select m.account_id, m.day, m.debits, m.credits, 0 as accounts from moved m
    union all
    select f.account_id, f.new_day, 0, 0, 1 from first f where f.old_day is null or f.new_day < f.old_day
    union all
    select f.account_id, f.old_day, 0, 0, -1 from first f where f.new_day < f.old_day
  ) x
  join ledger.account a on a.id = x.account_id
  group by a.asset, a.line, x.day
  on conflict on constraint line_day_pkey do update
    set debits = d.debits + excluded.debits, credits = d.credits + excluded.credits, accounts = d.accounts + excluded.accounts;
  update ledger.rolled_up set seq = last where book_id = 'main';
  return head - last;
end $$;

revoke all on function ledger.roll_up(int8) from public;
grant select on ledger.account_day, ledger.line_day, ledger.rolled_up to provisio_app;
grant execute on function ledger.roll_up(int8) to provisio_app;
