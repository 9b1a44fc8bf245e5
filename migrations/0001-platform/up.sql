-- What the platform itself keeps: events on their way, the event log, consumers' positions, idempotency keys.
create schema platform;
comment on schema platform is 'Owned by libs/platform; no module reads it directly.';
grant usage on schema platform to provisio_app;

-- ---- outbox: events written with their cause, published after commit -------------------------------------------
create table platform.outbox (
  seq        int8           generated always as identity primary key,
  topic      text           not null constraint outbox_topic_named check (topic ~ '^[a-z0-9_.-]{1,128}$'),
  key        text           not null,
  body       text           not null,
  created_at timestamptz(3) not null default clock_timestamp()
);
comment on table platform.outbox is 'One row per event not yet in the event log. The relay moves rows in the order of seq.';
comment on column platform.outbox.key is 'Events of one key are delivered in the order of seq.';
comment on column platform.outbox.body is 'JSON text with the member "event", module.past_tense.vN.';

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

-- ---- event log -------------------------------------------------------------------------------------------------
create table platform.event_partition (
  topic         text  not null,
  partition     int4  not null constraint event_partition_not_negative check (partition >= 0),
  next_position int8  not null default 0,
  log_start     int8  not null default 0,
  primary key (topic, partition),
  constraint event_partition_start_within check (log_start >= 0 and log_start <= next_position)
);
comment on table platform.event_partition is
  'A row is locked from the moment positions are taken until they are committed, so no later position is ever visible before an earlier one.';
comment on column platform.event_partition.next_position is 'Position of the next record.';
comment on column platform.event_partition.log_start is 'First position that is still kept; older records are gone.';

create table platform.event_record (
  topic       text           not null,
  partition   int4           not null,
  position    int8           not null,
  key         text           not null,
  body        text           not null,
  appended_at timestamptz(3) not null default clock_timestamp(),
  primary key (topic, partition, position)
);
comment on table platform.event_record is 'Append only; never updated.';

-- ---- consumers -------------------------------------------------------------------------------------------------
create table platform.consumer_position (
  consumer_group text  not null,
  topic          text  not null,
  partition      int4  not null constraint consumer_position_partition_not_negative check (partition >= 0),
  epoch          int8  not null default 0,
  next_position  int8  not null default 0 constraint consumer_position_not_negative check (next_position >= 0),
  last_no        int8  not null default -1 constraint consumer_position_last_no_from_minus_one check (last_no >= -1),
  primary key (consumer_group, topic, partition)
);
comment on table platform.consumer_position is 'Where each group stands. next_position moves in the transaction of the effects, by compare-and-set.';
comment on column platform.consumer_position.epoch is 'Grows at each assignment; an older owner that still works finds it changed and stops.';

comment on column platform.consumer_position.last_no is
  'Highest relay number that took effect here. Numbers grow along a partition: a record that has one, and not a higher one, is a repeat.';

create table platform.dead_letter (
  consumer_group text           not null,
  topic          text           not null,
  partition      int4           not null,
  position       int8           not null,
  key            text           not null,
  body           text           not null,
  error          text           not null,
  tries          int4           not null constraint dead_letter_was_tried check (tries > 0),
  died_at        timestamptz(3) not null default clock_timestamp(),
  retry_asked_at timestamptz(3),
  primary key (consumer_group, topic, partition, position)
);
create index dead_letter_to_retry on platform.dead_letter (consumer_group, topic) where retry_asked_at is not null;
comment on column platform.dead_letter.retry_asked_at is 'Somebody asked for one more try; null again once it was made and failed.';
comment on table platform.dead_letter is 'Records a group could not handle after several tries; the partition went on without them.';

-- ---- idempotency keys ------------------------------------------------------------------------------------------
create table platform.idempotency_key (
  tenant      text           not null,
  key         text           not null constraint idempotency_key_short check (length(key) between 1 and 255),
  fingerprint bytea          not null constraint idempotency_key_fingerprint_sha256 check (length(fingerprint) = 32),
  status      int2           not null constraint idempotency_key_success_only check (status between 200 and 299),
  response    text,
  created_at  timestamptz(3) not null default clock_timestamp(),
  primary key (tenant, key)
);
comment on table platform.idempotency_key is 'Answers of successful mutations, written in the transaction of their effect. Deleted after a while.';
comment on column platform.idempotency_key.fingerprint is 'SHA-256 of method, path and canonical body.';
comment on column platform.idempotency_key.response is 'JSON text without secrets; null when the answer had no body.';
create index idempotency_key_by_age on platform.idempotency_key (created_at);

grant select, insert, delete on platform.outbox to provisio_app;
grant select, update on platform.relay_batch to provisio_app;
grant select, insert, update on platform.event_partition, platform.consumer_position to provisio_app;
grant select, insert, delete on platform.event_record to provisio_app;
grant select, insert, delete on platform.dead_letter, platform.idempotency_key to provisio_app;
grant update (retry_asked_at) on platform.dead_letter to provisio_app;
