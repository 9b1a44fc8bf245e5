-- Merchants' offers: programs, their immutable rule versions, and who is enrolled at which tier.
create extension if not exists btree_gist with schema public;
create schema programs;

create table programs.program (
  id                      uuid           not null,
  merchant_id             uuid           not null,
  name                    text           not null,
  settlement_asset        text           not null,
  maturation_days         integer        not null,
  fee_bps                 integer        not null,
  attribution_window_days integer        not null,
  notice_days             integer        not null,
  created_at              timestamptz(3) not null,
  created_by              uuid,
  constraint program_pk primary key (id),
  constraint program_name_is_unique_per_merchant unique (merchant_id, name),
  constraint program_name_is_short check (length(name) between 1 and 200),
  constraint program_asset_is_known_form check (settlement_asset ~ '^[A-Z][A-Z0-9]{1,11}/[0-8]$'),
  constraint program_maturation_is_sane check (maturation_days between 0 and 365),
  constraint program_fee_is_a_rate check (fee_bps between 0 and 10000),
  constraint program_window_is_sane check (attribution_window_days between 1 and 365),
  constraint program_notice_is_sane check (notice_days between 0 and 365)
);
comment on column programs.program.fee_bps is 'Platform''s fee in 1/10,000 of each commission; the merchant pays it on top.';
comment on column programs.program.notice_days is 'Whole days (24 h) that a cut of any rate is announced before it takes effect.';

create table programs.rule_version (
  id             uuid           not null,
  program_id     uuid           not null,
  version        integer        not null,
  effective_from timestamptz(3) not null,
  terms          text           not null,
  hash           bytea          not null,
  published_at   timestamptz(3) not null,
  published_by   uuid,
  constraint rule_version_pk primary key (id),
  constraint rule_version_program foreign key (program_id) references programs.program (id),
  constraint rule_version_counts unique (program_id, version),
  constraint rule_version_starts_once unique (program_id, effective_from),
  constraint rule_version_hash_is_of_terms check (hash = sha256(convert_to(terms, 'UTF8'))),
  constraint rule_version_ad_share_is_a_rate check (coalesce((terms::jsonb ->> 'ad_share_bps')::numeric, 0) between 0 and 10000)
);
create index rule_version_by_hash on programs.rule_version (hash);
comment on column programs.rule_version.effective_from is 'A version is in force from here until the next one''s effective_from, so versions cannot overlap.';
comment on column programs.rule_version.terms is 'Canonical JSON (RFC 8785) of everything that pricing uses; its SHA-256 is a note in the log. ad_share_bps: the creator''s share, in 1/10,000, of an ad beside a post that tags the program; absent is none.';

-- The hash's place in the log, known only after the note is appended, which is the transaction's last step.
create table programs.rule_version_note (
  rule_version_id uuid   not null,
  note_seq        bigint not null,
  constraint rule_version_note_pk primary key (rule_version_id),
  constraint rule_version_note_version foreign key (rule_version_id) references programs.rule_version (id),
  constraint rule_version_note_seq_is_unique unique (note_seq),
  constraint rule_version_note_seq_positive check (note_seq > 0)
);
comment on column programs.rule_version_note.note_seq is 'Log position of the note (topic programs.rule_version, this version''s hash).';

-- The bps of one category and tier by the published precedence (README of the module): the deepest category first,
-- and within one category the named tier before '*'. NULL when no row matches.
create function programs.rate_bps(rates jsonb, category text, tier text) returns integer
  language sql immutable parallel safe set search_path = pg_catalog as $$
  select (row.value ->> 'bps')::integer
  from jsonb_array_elements(rates) as row
  where (row.value ->> 'category' = '*' or category = row.value ->> 'category'
         or starts_with(category, (row.value ->> 'category') || '/'))
    and row.value ->> 'tier' in (tier, '*')
  order by case row.value ->> 'category' when '*' then 0 else length(row.value ->> 'category') end desc,
           (row.value ->> 'tier' = '*')
  limit 1
$$;

-- Whether any (category, tier) earns less under the later table. Comparing the named ones is enough: any other
-- category meets the same rows as its deepest named ancestor, any other tier the same rows as an unnamed one.
create function programs.is_cut(before jsonb, later jsonb) returns boolean
  language sql immutable parallel safe set search_path = pg_catalog as $$
  with named as (select value from jsonb_array_elements(before || later)),
       category as (select distinct value ->> 'category' as path from named),
       tier as (select distinct value ->> 'tier' as name from named)
  select exists (
    select from category, tier
    where coalesce(programs.rate_bps(later, path, name), 0) < coalesce(programs.rate_bps(before, path, name), 0))
$$;

-- Second check of publish-rule-version.ts, on the database's own clock. The program row is locked first, so two
-- publishers of one program come one after the other. A minute of difference between the two clocks is forgiven.
-- It runs with its owner's rights, because the application may not change, hence not lock, a program.
create function programs.rule_version_keeps_its_promise() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  promised programs.program;
  earlier programs.rule_version;
  terms jsonb := new.terms::jsonb;
begin
  select * into promised from programs.program where id = new.program_id for no key update;
  select * into earlier from programs.rule_version v where v.program_id = new.program_id order by v.version desc limit 1;

  if terms ->> 'program' is distinct from new.program_id::text
     or (terms ->> 'version')::integer is distinct from new.version
     or (terms ->> 'from')::timestamptz is distinct from new.effective_from
     or (terms ->> 'maturation_days')::integer is distinct from promised.maturation_days
     or (terms ->> 'fee_bps')::integer is distinct from promised.fee_bps then
    raise exception 'the terms are not those of this version'
      using errcode = 'check_violation', constraint = 'rule_version_terms_match';
  end if;
  if programs.rate_bps(terms -> 'table', '*', '*') is null then
    raise exception 'the table has no default row'
      using errcode = 'check_violation', constraint = 'rule_version_has_default';
  end if;

  if earlier.id is null then
    if new.version <> 1 then
      raise exception 'the first version is 1' using errcode = 'check_violation', constraint = 'rule_version_is_next';
    end if;
    return new; -- may start in the past: docs/decisions, "first rule version"
  end if;
  if new.version <> earlier.version + 1 or new.effective_from <= earlier.effective_from then
    raise exception 'version % must follow version %, in number and in time', new.version, earlier.version
      using errcode = 'check_violation', constraint = 'rule_version_is_next';
  end if;
  if new.effective_from < clock_timestamp() - interval '1 minute' then
    raise exception 'a later version cannot start in the past'
      using errcode = 'check_violation', constraint = 'rule_version_not_backdated';
  end if;
  if new.effective_from < clock_timestamp() - interval '1 minute' + promised.notice_days * interval '24 hours'
     and (programs.is_cut(earlier.terms::jsonb -> 'table', terms -> 'table')
          or coalesce((terms ->> 'ad_share_bps')::integer, 0) < coalesce((earlier.terms::jsonb ->> 'ad_share_bps')::integer, 0)) then
    raise exception 'a cut waits out % days of notice', promised.notice_days
      using errcode = 'check_violation', constraint = 'rule_version_cut_waits_for_notice';
  end if;
  return new;
end $$;
create trigger rule_version_keeps_its_promise before insert on programs.rule_version
  for each row execute function programs.rule_version_keeps_its_promise();

-- At commit a version without its place in the log is refused.
create function programs.rule_version_has_note() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if not exists (select from programs.rule_version_note n where n.rule_version_id = new.id) then
    raise exception 'rule version % has no note in the log', new.id
      using errcode = 'check_violation', constraint = 'rule_version_has_note';
  end if;
  return null;
end $$;
create constraint trigger rule_version_has_note after insert on programs.rule_version
  deferrable initially deferred for each row execute function programs.rule_version_has_note();

create function programs.history_is_kept() returns trigger language plpgsql as $$
begin
  raise exception '% of %.% is refused: its rows are history', tg_op, tg_table_schema, tg_table_name
    using errcode = 'restrict_violation', constraint = 'rule_version_is_immutable';
end $$;
create trigger rule_version_is_immutable before update or delete or truncate on programs.rule_version
  for each statement execute function programs.history_is_kept();
create trigger rule_version_note_is_immutable before update or delete or truncate on programs.rule_version_note
  for each statement execute function programs.history_is_kept();

create table programs.enrolment (
  id             uuid           not null,
  program_id     uuid           not null,
  partner_id     uuid           not null,
  tier           text           not null,
  effective_from timestamptz(3) not null,
  effective_to   timestamptz(3),
  created_at     timestamptz(3) not null,
  created_by     uuid,
  constraint enrolment_pk primary key (id),
  constraint enrolment_program foreign key (program_id) references programs.program (id),
  constraint enrolment_tier_is_a_name check (tier ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(tier) <= 50),
  constraint enrolment_lasts check (effective_to is null or effective_to > effective_from),
  constraint enrolment_periods_do_not_overlap exclude using gist (
    program_id with =, partner_id with =, tstzrange(effective_from, effective_to) with &&
  )
);
create index enrolment_by_partner on programs.enrolment (partner_id);
comment on column programs.enrolment.effective_to is 'End, exclusive; NULL while it has none.';

-- A period may be given its end once; nothing else of it ever changes.
create function programs.enrolment_only_ends() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.effective_to is not null or new.effective_to is null
     or (new.id, new.program_id, new.partner_id, new.tier, new.effective_from, new.created_at)
        is distinct from (old.id, old.program_id, old.partner_id, old.tier, old.effective_from, old.created_at) then
    raise exception 'an enrolment can only be given its end, once'
      using errcode = 'restrict_violation', constraint = 'enrolment_only_ends';
  end if;
  return new;
end $$;
create trigger enrolment_only_ends before update on programs.enrolment
  for each row execute function programs.enrolment_only_ends();

-- Second check of enrol-partner.ts: a partner's first enrolment may lie in the past, a move to another tier may not.
create function programs.enrolment_is_not_backdated() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.effective_from < clock_timestamp() - interval '1 minute' and exists (
    select from programs.enrolment e where e.program_id = new.program_id and e.partner_id = new.partner_id) then
    raise exception 'a change of tier cannot start in the past'
      using errcode = 'check_violation', constraint = 'enrolment_is_not_backdated';
  end if;
  return new;
end $$;
create trigger enrolment_is_not_backdated before insert on programs.enrolment
  for each row execute function programs.enrolment_is_not_backdated();

grant usage on schema programs to provisio_app;
grant select, insert on all tables in schema programs to provisio_app;
grant update (effective_to) on programs.enrolment to provisio_app;
