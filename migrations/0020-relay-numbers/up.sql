-- An outbox that is relayed to a log outside of PostgreSQL may send an event twice: it dies between the log's answer
-- and its own commit. Events get numbers before they are sent, so that the second time is known for what it is.
create table platform.relay_batch (
  id       boolean primary key default true constraint relay_batch_is_one_row check (id),
  first_no int8    not null constraint relay_batch_first_no_not_negative check (first_no >= 0),
  seqs     int8[]  not null
);
comment on table platform.relay_batch is
  'What the relay sends now: the events of seqs have the numbers first_no, first_no + 1, … It is sent again, whole and with the same numbers, until it is known to have arrived.';
comment on column platform.relay_batch.first_no is 'With an empty seqs: the number of the next event.';
insert into platform.relay_batch (first_no, seqs) values (0, '{}');

alter table platform.consumer_position
  add column last_no int8 not null default -1 constraint consumer_position_last_no_from_minus_one check (last_no >= -1);
comment on column platform.consumer_position.last_no is
  'Highest relay number that took effect here. Numbers grow along a partition: a record that has one, and not a higher one, is a repeat.';

grant select, update on platform.relay_batch to provisio_app;
