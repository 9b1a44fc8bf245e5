-- Who looked at whose money: one row for each answer that showed the platform's people what belongs to somebody else.
create table identity.money_read (
  id              uuid           not null,
  read_at         timestamptz(3) not null,
  subject_kind    text           not null,
  subject_id      uuid           not null,
  organisation_id uuid           not null,
  path            text           not null,
  reason          text,
  owners          uuid[]         not null,
  is_of_all       boolean        not null,
  constraint money_read_pk primary key (id),
  constraint money_read_subject_is_known check (subject_kind in ('user', 'api_key')),
  constraint money_read_is_of_somebody check (is_of_all or cardinality(owners) > 0),
  constraint money_read_path_is_short check (path like '/%' and length(path) <= 2000),
  constraint money_read_reason_is_one_short_line check (length(reason) between 1 and 300 and reason !~ '[[:cntrl:]]')
);
create index money_read_by_owner on identity.money_read using gin (owners);
create index money_read_of_all on identity.money_read (id) where is_of_all;
comment on table identity.money_read is 'Written before the answer is sent, or the answer is not sent. Rows are never changed.';
comment on column identity.money_read.subject_id is 'The user or API key that asked; organisation_id is whom it asked for.';
comment on column identity.money_read.path is 'Path and query as sent, cut to 2000 characters: ids and filters, never what was read.';
comment on column identity.money_read.reason is 'What the reader gave as X-Reason, if anything.';
comment on column identity.money_read.owners is 'The organisations whose money the answer showed, the reader''s own left out.';
comment on column identity.money_read.is_of_all is 'A file of many accounts that named nobody: it may have shown everybody''s.';

create function identity.reads_are_kept() returns trigger language plpgsql as $$
begin
  raise exception '% of %.% is refused: its rows are history', tg_op, tg_table_schema, tg_table_name
    using errcode = 'restrict_violation', constraint = 'money_read_is_append_only';
end $$;
create trigger money_read_is_append_only before update or delete or truncate on identity.money_read
  for each statement execute function identity.reads_are_kept();

grant select, insert on identity.money_read to provisio_app;
