-- Messages to the outside: who wants to hear of what, what was said, and how each attempt went.
create schema notifications;

create table notifications.endpoint (
  id               uuid           primary key,
  organisation_id  uuid           not null,
  kind             text           not null default 'webhook',
  url              text           not null,
  description      text           not null,
  event_types      text[]         not null,
  disabled_at      timestamptz(3),
  disabled_because text,
  created_at       timestamptz(3) not null,
  constraint endpoint_kind_is_known check (kind in ('webhook', 'postback')),
  constraint endpoint_url_is_web check (url ~ '^https?://' and length(url) <= 2048),
  constraint endpoint_description_is_short check (length(description) <= 200),
  constraint endpoint_hears_something check (cardinality(event_types) between 1 and 50),
  constraint endpoint_disabled_with_reason check ((disabled_at is null) = (disabled_because is null)),
  constraint endpoint_disabled_because check (disabled_because in ('by_owner', 'gone'))
);
comment on column notifications.endpoint.kind is 'webhook: signed POST (Standard Webhooks); postback: GET of url with its macros filled in.';
comment on column notifications.endpoint.disabled_because is 'by_owner: somebody switched it off; gone: it answered 410.';
create index endpoint_by_organisation on notifications.endpoint (organisation_id, id desc);

create table notifications.endpoint_secret (
  id          uuid           primary key,
  endpoint_id uuid           not null references notifications.endpoint (id),
  sealed      bytea          not null,
  created_at  timestamptz(3) not null,
  expires_at  timestamptz(3)
);
comment on column notifications.endpoint_secret.sealed is 'AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag. The key is a file of the data directory.';
comment on column notifications.endpoint_secret.expires_at is 'Set by the next rotation: until then both secrets sign.';
create index endpoint_secret_by_endpoint on notifications.endpoint_secret (endpoint_id, created_at desc);
create unique index endpoint_secret_one_is_current on notifications.endpoint_secret (endpoint_id) where expires_at is null;

create table notifications.message (
  id              uuid           primary key,
  organisation_id uuid           not null,
  event_type      text           not null,
  body            text           not null,
  created_at      timestamptz(3) not null
);
comment on table notifications.message is 'What an organisation is told, once: the id is derived from what happened.';
comment on column notifications.message.body is 'Canonical JSON (RFC 8785), exactly as it is signed and sent.';

create index message_by_age on notifications.message (created_at);

create table notifications.delivery (
  id              uuid           primary key,
  message_id      uuid           not null references notifications.message (id),
  endpoint_id     uuid           not null references notifications.endpoint (id),
  organisation_id uuid           not null,
  event_type      text           not null,
  state           text           not null,
  attempts        int4           not null default 0,
  step            int4           not null default 0,
  next_at         timestamptz(3),
  last_status     int4,
  created_at      timestamptz(3) not null,
  done_at         timestamptz(3),
  constraint delivery_once_per_endpoint unique (message_id, endpoint_id),
  constraint delivery_state check (state in ('waiting', 'delivered', 'failed', 'stopped')),
  constraint delivery_waits_for_a_time check ((state = 'waiting') = (next_at is not null)),
  constraint delivery_counts_attempts check (attempts >= 0 and step >= 0 and step <= attempts)
);
comment on column notifications.delivery.state is
  'waiting: for its next attempt; delivered: answered 2xx; failed: every attempt failed; stopped: its endpoint was disabled.';
comment on column notifications.delivery.step is 'Attempts of the present round; a replay begins a new one.';
comment on column notifications.delivery.next_at is
  'Not before then. While an attempt runs it lies ahead of it: when the sender dies, the next one takes over then.';
create index delivery_due on notifications.delivery (next_at) where state = 'waiting';
create index delivery_by_end on notifications.delivery (done_at) where state <> 'waiting';
create index delivery_by_organisation on notifications.delivery (organisation_id, id desc);
create index delivery_by_endpoint on notifications.delivery (endpoint_id, id desc);

create table notifications.attempt (
  delivery_id uuid           not null references notifications.delivery (id),
  no          int4           not null,
  at          timestamptz(3) not null,
  outcome     text           not null,
  status      int4,
  duration_ms int4,
  detail      text,
  primary key (delivery_id, no),
  constraint attempt_outcome check (outcome in ('unknown', 'accepted', 'refused', 'timeout', 'unreachable', 'forbidden')),
  constraint attempt_detail_is_short check (length(detail) <= 300)
);
comment on column notifications.attempt.outcome is
  'unknown: begun, and its sender never said how it ended; forbidden: the address may not be called.';
comment on column notifications.attempt.duration_ms is 'Milliseconds from the look-up of the name to the whole answer.';

grant usage on schema notifications to provisio_app;
grant select, insert on notifications.endpoint, notifications.endpoint_secret, notifications.message,
  notifications.delivery, notifications.attempt to provisio_app;
grant delete on notifications.message, notifications.delivery, notifications.attempt to provisio_app;
grant update (disabled_at, disabled_because) on notifications.endpoint to provisio_app;
grant update (expires_at) on notifications.endpoint_secret to provisio_app;
grant update (state, attempts, step, next_at, last_status, done_at) on notifications.delivery to provisio_app;
grant update (outcome, status, duration_ms, detail) on notifications.attempt to provisio_app;
