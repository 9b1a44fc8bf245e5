-- Payout runs: proposed by one person, approved by another, frozen in the ledger, settled by a rail.
create schema payouts;

create table payouts.payout_run (
  id            uuid           not null,
  asset         text           not null,
  custody_key   text           not null,
  state         text           not null,
  minimum       bigint         not null,
  at_seq        bigint         not null,
  proposed_by   uuid           not null,
  proposed_at   timestamptz(3) not null,
  approved_by   uuid,
  approved_at   timestamptz(3),
  posting_at    timestamptz(3),
  posted_at     timestamptz(3),
  posted_as     text,
  settled_at    timestamptz(3),
  cancelled_by  uuid,
  cancelled_at  timestamptz(3),
  cancel_reason text,
  constraint payout_run_pk primary key (id),
  constraint payout_run_asset_is_known_form check (asset ~ '^[A-Z][A-Z0-9]{1,11}/[0-8]$'),
  constraint payout_run_custody_is_a_key check (custody_key ~ '^[a-z0-9-]+$'),
  constraint payout_run_minimum_positive check (minimum > 0),
  constraint payout_run_seq_not_negative check (at_seq >= 0),
  constraint payout_run_state_is_known
    check (state in ('proposed', 'frozen', 'posting', 'posted', 'settled', 'cancelled')),
  constraint payout_run_maker_is_not_checker check (approved_by <> proposed_by),
  constraint payout_run_approved_whole check ((approved_by is null) = (approved_at is null)),
  constraint payout_run_frozen_needs_approval
    check (state in ('proposed', 'cancelled') or approved_by is not null),
  constraint payout_run_cancelled_whole check (
    (state = 'cancelled') = (cancelled_at is not null)
    and (cancelled_at is null) = (cancelled_by is null) and (cancelled_at is null) = (cancel_reason is null)
  )
);
create index payout_run_by_time on payouts.payout_run (proposed_at desc, id desc);
comment on column payouts.payout_run.minimum is 'Minor units of asset: a payee with less is left out.';
comment on column payouts.payout_run.at_seq is 'Size of the ledger''s log when the payable balances were read.';
comment on column payouts.payout_run.custody_key is 'Where the money is paid from, as in payee:<id>:settling:<custody key>.';
comment on column payouts.payout_run.posted_as is 'What the rail calls the posted root, e.g. its epoch.';

create table payouts.payout (
  run_id     uuid   not null,
  payee_id   uuid   not null,
  payable    bigint not null,
  left_out   text,
  booked     bigint,
  booked_seq bigint,
  settled    bigint not null default 0,
  constraint payout_pk primary key (run_id, payee_id),
  constraint payout_run foreign key (run_id) references payouts.payout_run (id),
  constraint payout_payable_positive check (payable > 0),
  constraint payout_left_out_reason_is_known check (left_out in ('no_wallet', 'below_minimum', 'in_review')),
  constraint payout_books_at_most_what_was_listed check (booked between 0 and payable),
  constraint payout_left_out_books_nothing check (left_out is null or booked is null),
  constraint payout_booked_has_its_transfer check (coalesce(booked, 0) = 0 or booked_seq is not null),
  constraint payout_settles_at_most_what_was_booked check (settled between 0 and coalesce(booked, 0))
);
create index payout_by_payee on payouts.payout (payee_id, run_id);
comment on column payouts.payout.payable is 'Payable balance at the run''s at_seq, minor units of its asset: the most this run may move.';
comment on column payouts.payout.left_out is 'Why the payee is not paid by this run; NULL when listed.';
comment on column payouts.payout.booked is 'Minor units really moved from payable to settling; NULL before the freeze.';
comment on column payouts.payout.booked_seq is 'Log position of that transfer, which a cancellation reverses.';
comment on column payouts.payout.settled is 'Minor units the rail has reported as final.';

-- Who decided what never changes, and states only go forward (but for a claim that the chain has undone: not settled).
create function payouts.payout_run_goes_forward() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if (new.id, new.asset, new.custody_key, new.minimum, new.at_seq, new.proposed_by, new.proposed_at)
       is distinct from (old.id, old.asset, old.custody_key, old.minimum, old.at_seq, old.proposed_by, old.proposed_at)
     or (old.approved_by is not null and new.approved_by is distinct from old.approved_by) then
    raise exception 'what was proposed or approved stays'
      using errcode = 'restrict_violation', constraint = 'payout_run_keeps_its_people';
  end if;
  if new.state <> old.state and (old.state, new.state) not in (
    ('proposed', 'frozen'), ('proposed', 'cancelled'), ('frozen', 'cancelled'), ('frozen', 'posting'),
    ('frozen', 'posted'), ('posting', 'posted'), ('posted', 'settled'), ('settled', 'posted')) then
    raise exception 'a % run does not become %', old.state, new.state
      using errcode = 'restrict_violation', constraint = 'payout_run_state_goes_forward';
  end if;
  return new;
end $$;
create trigger payout_run_goes_forward before update on payouts.payout_run
  for each row execute function payouts.payout_run_goes_forward();

create function payouts.payout_keeps_its_list() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if (new.run_id, new.payee_id, new.payable) is distinct from (old.run_id, old.payee_id, old.payable)
     or (old.booked is not null and (new.booked, new.booked_seq) is distinct from (old.booked, old.booked_seq)) then
    raise exception 'what was listed or booked stays'
      using errcode = 'restrict_violation', constraint = 'payout_keeps_its_list';
  end if;
  return new;
end $$;
create trigger payout_keeps_its_list before update on payouts.payout
  for each row execute function payouts.payout_keeps_its_list();

create table payouts.review (
  id         uuid           not null,
  payee_id   uuid           not null,
  reason     text           not null,
  opened_by  uuid           not null,
  opened_at  timestamptz(3) not null,
  closed_by  uuid,
  closed_at  timestamptz(3),
  constraint review_pk primary key (id),
  constraint review_reason_is_short check (length(reason) between 1 and 500),
  constraint review_closed_whole check ((closed_by is null) = (closed_at is null))
);
create unique index review_open_once on payouts.review (payee_id) where closed_at is null;
comment on table payouts.review is 'A stop on a payee''s payouts with reason and owner; while open, no run pays the payee.';

create table payouts.counted_claim (
  entry_id uuid not null,
  constraint counted_claim_pk primary key (entry_id)
);
comment on table payouts.counted_claim is 'Ledger entries of claims (or of their undoing) already counted, so that one told twice counts once.';

grant usage on schema payouts to provisio_app;
grant select, insert on all tables in schema payouts to provisio_app;
grant update (state, approved_by, approved_at, posting_at, posted_at, posted_as, settled_at,
  cancelled_by, cancelled_at, cancel_reason) on payouts.payout_run to provisio_app;
grant update (left_out, booked, booked_seq, settled) on payouts.payout to provisio_app;
grant update (closed_by, closed_at) on payouts.review to provisio_app;
