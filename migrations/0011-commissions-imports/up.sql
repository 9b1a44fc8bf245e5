-- How far each imported file has come, so that a crash resumes and the same file twice changes nothing.
create table commissions.import (
  merchant_id uuid           not null,
  source_hash bytea          not null,
  name        text           not null,
  lines_done  int8           not null default 0,
  summary     jsonb          not null default '{}',
  started_at  timestamptz(3) not null,
  finished_at timestamptz(3),
  primary key (merchant_id, source_hash),
  constraint import_source_hash_is_sha256 check (octet_length(source_hash) = 32),
  constraint import_lines_done_only_count_up check (lines_done >= 0)
);
comment on table commissions.import is 'One row a file and merchant; moved on in the transaction of the orders it books.';
comment on column commissions.import.source_hash is 'SHA-256 of the file and of how it was asked to be read.';
comment on column commissions.import.lines_done is 'Lines of the file, from its start, that have their outcome.';
comment on column commissions.import.summary is 'Counts by outcome so far; decimal strings where they are money or units.';

grant select, insert on commissions.import to provisio_app;
grant update (lines_done, summary, finished_at) on commissions.import to provisio_app;
