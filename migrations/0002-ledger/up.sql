-- The double-entry ledger: one log with one head. The application role may INSERT history, SELECT, and EXECUTE a few
-- functions; everything that would break the books is refused here, whatever the program above does. The numbers I1 …
-- I12 are the invariants of libs/modules/ledger/README.md; each refusal carries its number as the error's constraint name.
create schema ledger;

-- Book and head ------------------------------------------------------------------------------------------------------

create table ledger.book (
  id     text not null,
  origin text not null,
  zone   text not null,
  part_size int8 not null default 16777216,
  constraint book_pkey primary key (id),
  constraint book_is_the_only_one check (id = 'main'),
  constraint book_part_size_is_positive check (part_size > 0)
);
comment on table ledger.book is 'One log with its head, time zone and anchor. One to start with.';
comment on column ledger.book.origin is 'First line of every checkpoint and name of its signing key (C2SP tlog-checkpoint).';
comment on column ledger.book.zone is 'IANA time zone of periods and daily buckets.';
comment on column ledger.book.part_size is 'Log positions of each part of history that is still to be made; 256^3: the leaves under one tile of level 2.';

create table ledger.head (
  book_id      text           not null,
  seq          int8           not null,
  recorded_at  timestamptz(3) not null,
  closed_until timestamptz(3),
  open_from    int8           not null,
  open_until   int8           not null,
  last_closed_id uuid         not null default '00000000-0000-0000-0000-000000000000',
  constraint head_pkey primary key (book_id),
  constraint head_book_id_fkey foreign key (book_id) references ledger.book (id),
  constraint head_seq_is_not_negative check (seq >= 0)
) with (fillfactor = 20);
comment on column ledger.head.seq is 'Log position of the last leaf; 0 while the log is empty. Tree size = seq.';
comment on column ledger.head.recorded_at is 'Recorded time of the last leaf; recorded time never goes back.';
comment on column ledger.head.closed_until is 'Nothing takes effect before this instant any more (I11); null: every period is open.';
comment on column ledger.head.open_from is 'First position of the part of history that takes rows, open_until its last one.';
comment on column ledger.head.last_closed_id is 'The largest entry id of all closed parts: an id above it can only be in the open one.';

-- Assets -------------------------------------------------------------------------------------------------------------

create table ledger.asset (
  code       text           not null,
  chain_id   int8,
  token      bytea,
  unit_scale numeric(78, 0),
  constraint asset_pkey primary key (code),
  constraint asset_code_has_decimals check (code ~ '^[A-Z][A-Z0-9]{1,11}/[0-8]$'),
  constraint asset_token_is_whole_or_absent check (num_nonnulls(chain_id, token, unit_scale) in (0, 3)),
  constraint asset_token_is_an_address check (octet_length(token) = 20),
  constraint asset_unit_scale_is_positive check (unit_scale > 0)
);
comment on table ledger.asset is 'What can be booked: code/book decimals, and the token that stands behind it, once known.';
comment on column ledger.asset.unit_scale is 'Token base units per book minor unit: 10^12 for an 18-decimals token booked with 6.';

create table ledger.peg (
  currency    text not null,
  asset       text not null,
  numerator   int8 not null,
  denominator int8 not null,
  constraint peg_pkey primary key (currency),
  constraint peg_asset_fkey foreign key (asset) references ledger.asset (code),
  constraint peg_currency_has_decimals check (currency ~ '^[A-Z][A-Z0-9]{1,11}/[0-8]$'),
  constraint peg_ratio_is_positive check (numerator > 0 and denominator > 0)
);
comment on table ledger.peg is 'Fixed ratio of a currency to the asset it is settled in: asset = floor(currency × numerator / denominator).';

-- Chart and accounts -------------------------------------------------------------------------------------------------

create table ledger.chart (
  line         text not null,
  path_pattern text not null,
  kind         text not null,
  natural_side text not null,
  min_balance  int8,
  has_owner    bool not null,
  solvency     text,
  meaning      text not null,
  constraint chart_pkey primary key (line),
  constraint chart_kind_is_known check (kind in ('asset', 'liability', 'equity', 'income', 'expense')),
  constraint chart_natural_side_is_known check (natural_side in ('debit', 'credit')),
  constraint chart_solvency_is_known check (solvency in ('held', 'owed', 'owed_less'))
);
comment on table ledger.chart is 'Chart of accounts: which paths may exist and what each is. Chosen here, never by the application.';
comment on column ledger.chart.path_pattern is 'Regular expression of the whole path; a path matches one line at most.';
comment on column ledger.chart.natural_side is 'The side that makes the balance grow; debit for a contra account of a liability.';
comment on column ledger.chart.min_balance is 'Minor units; the balance on the natural side never goes below. Null: no limit.';
comment on column ledger.chart.has_owner is 'Whether the second part of the path is the organisation that the money belongs to.';
comment on column ledger.chart.solvency is 'How the balance counts in "funds held >= owed": held, owed, owed_less (subtracted from owed), or not (null).';

create table ledger.account (
  id           int8           generated always as identity,
  path         text           collate "C" not null,
  asset        text           not null,
  path_hash    bytea          generated always as (sha256(decode(path, 'escape'))) stored,
  line         text           not null,
  kind         text           not null,
  natural_side text           not null,
  min_balance  int8,
  owner_id     uuid,
  debits       int8           not null default 0,
  credits      int8           not null default 0,
  pending_debits  int8        not null default 0,
  pending_credits int8        not null default 0,
  account_seq  int8           not null default 0,
  last_seq     int8           not null default 0,
  opened_at    timestamptz(3) not null default clock_timestamp(),
  closed_at    timestamptz(3),
  constraint account_pkey primary key (id),
  constraint account_path_and_asset_are_unique unique (path, asset),
  constraint account_totals_are_not_negative check (debits >= 0 and credits >= 0 and pending_debits >= 0 and pending_credits >= 0),
  constraint account_keeps_its_limit
    check (case natural_side when 'credit' then credits - debits - pending_debits else debits - credits - pending_credits end >= min_balance),
  constraint account_is_empty_when_closed check (closed_at is null or (debits = credits and pending_debits = 0 and pending_credits = 0))
) with (fillfactor = 60);
comment on table ledger.account is 'One path in one asset. Totals change only by the trigger on ledger.transfer (I6).';
comment on column ledger.account.path_hash is 'SHA-256 of the path: how a leaf names the account.';
comment on column ledger.account.owner_id is 'The organisation whose money this is; null for the platform''s own accounts.';
comment on column ledger.account.debits is 'Minor units debited in all; credits likewise.';
comment on column ledger.account.pending_debits is
  'Minor units that open holds will debit at most: not in debits yet, but no longer free. pending_credits likewise.';
comment on column ledger.account.account_seq is 'Number of transfers of this account; they count 1, 2, 3 …';
comment on column ledger.account.last_seq is 'Log position of its last transfer, 0 before the first.';
create index account_owner_id on ledger.account (owner_id) where owner_id is not null;

-- History ------------------------------------------------------------------------------------------------------------

-- One table for both, because an entry of one transfer is the common case: the first transfer of an entry carries what
-- is of the entry alone. Accounts have no index of their transfers: each row links to the account's one before
-- (debit_prev_seq, credit_prev_seq), from account.last_seq down to 0, and the links are checked and in the leaf.
create table ledger.transfer (
  seq                  int8           not null,
  amount               int8           not null,
  debit_account_id     int8           not null,
  credit_account_id    int8           not null,
  effective_at         timestamptz(3) not null,
  recorded_at          timestamptz(3) not null,
  debit_account_seq    int8           not null,
  debit_prev_seq       int8           not null,
  debit_credits_after  int8           not null,
  debit_debits_after   int8           not null,
  credit_account_seq   int8           not null,
  credit_prev_seq      int8           not null,
  credit_credits_after int8           not null,
  credit_debits_after  int8           not null,
  refers_to            int8,
  entry_id             uuid           not null,
  transfer_count       int4,
  kind                 int2           not null,
  asset                text           not null,
  facts                bytea,
  content_hash         bytea,
  metadata             text,
  requested            text,
  constraint transfer_pkey primary key (seq),
  constraint i1_amount_is_positive check (amount > 0),
  constraint i1_two_accounts check (debit_account_id <> credit_account_id),
  constraint transfer_kind_is_known check (kind between 1 and 5),
  constraint transfer_refers_when_it_must check ((kind > 2) = (refers_to is not null)),
  constraint transfer_facts_are_32_bytes check (octet_length(facts) = 32),
  constraint entry_is_on_its_first_row check (
    (transfer_count is null) = (content_hash is null) and (transfer_count is null) = (metadata is null)
    and (transfer_count is not null or requested is null)),
  constraint entry_has_transfers check (transfer_count between 1 and 16380),
  constraint entry_content_hash_is_sha256 check (octet_length(content_hash) = 32),
  constraint entry_metadata_is_an_object check (metadata like '{%}')
) partition by range (seq);
comment on table ledger.transfer is 'One debit account, one credit account, one asset, one amount: a row balances by itself. One leaf of the log.';
comment on column ledger.transfer.seq is 'Log position, gapless over transfers and notes (I4). Leaf index in the tree = seq − 1.';
comment on column ledger.transfer.amount is 'Minor units of asset, as booked.';
comment on column ledger.transfer.debit_prev_seq is 'Log position of the debited account''s transfer before this one, 0 for none.';
comment on column ledger.transfer.debit_credits_after is 'Minor units: the debited account''s credits in all, after this row.';
comment on column ledger.transfer.refers_to is 'Log position of the original that this reverses, or of the hold that this captures or voids.';
comment on column ledger.transfer.transfer_count is
  'On the first row of an entry: how many rows the entry has, this one included. The columns of the entry are null on the others.';
comment on column ledger.transfer.kind is '1 post, 2 hold, 3 capture, 4 void, 5 reversal: the codes of the leaf. Holds and voids move nothing.';
comment on column ledger.transfer.facts is 'SHA-256 of the fixed-width facts that a contract needs to re-price a sale; null is 32 zero bytes in the leaf.';
comment on column ledger.transfer.content_hash is
  'Of the entry: SHA-256 of the canonical JSON (RFC 8785) of what was asked for; it is in each of its leaves.';
comment on column ledger.transfer.metadata is 'Of the entry: canonical JSON object, kept as text because the hash is over its bytes.';
comment on column ledger.transfer.requested is
  'Of the entry: canonical JSON of the asked-for transfers where it cannot be told from the booked ones ("up to" amounts); else null.';

create table ledger.transfer_part (
  part         int4 not null,
  first_seq    int8 not null,
  last_seq     int8 not null,
  min_entry_id uuid,
  max_entry_id uuid,
  closed_at    timestamptz(3),
  constraint transfer_part_pkey primary key (part),
  constraint transfer_part_has_positions check (part >= 0 and first_seq > 0 and last_seq >= first_seq),
  constraint transfer_part_knows_its_ids_when_closed check (num_nonnulls(min_entry_id, max_entry_id) in (0, 2)
    and (closed_at is not null or max_entry_id is null))
);
comment on table ledger.transfer_part is
  'The parts of history by log position: ledger.transfer_<part> each, an ordinary table that can lie in a tablespace of its own.';
comment on column ledger.transfer_part.min_entry_id is
  'Smallest id of an entry that begins in the part, max_entry_id the largest; known once it is closed, null when none does.';
comment on column ledger.transfer_part.closed_at is 'When the first row behind it was booked; null: it takes rows, or will.';

create view ledger.entry as
select entry_id as id, seq as first_seq, effective_at, recorded_at, transfer_count, content_hash, metadata, requested
from ledger.transfer
where transfer_count is not null;
comment on view ledger.entry is 'One business fact: its transfers are booked all or none. The id counts once (I8).';

create table ledger.note (
  seq         int8           not null,
  topic       text           not null,
  hash        bytea          not null,
  recorded_at timestamptz(3) not null,
  leaf_hash   bytea          not null,
  constraint note_pkey primary key (seq),
  constraint note_topic_is_short_ascii check (topic ~ '^[\x21-\x7e]{1,32}$'),
  constraint note_hash_is_32_bytes check (octet_length(hash) = 32)
);
comment on table ledger.note is 'A 32-byte hash of something outside the ledger that the log fixes in time (rule versions, click batches).';
create index note_topic on ledger.note (topic, hash);

create table ledger.period_move (
  note_seq int8           not null,
  kind     text           not null,
  until    timestamptz(3),
  before   timestamptz(3),
  moved_by text           not null,
  reason   text           not null,
  constraint period_move_pkey primary key (note_seq),
  constraint period_move_kind_is_known check (kind in ('close', 'reopen')),
  constraint period_move_goes_its_way check (case kind when 'close' then until > coalesce(before, '-infinity')
    else before is not null and coalesce(until, '-infinity') < before end),
  constraint period_move_has_one_line_of_reason check (length(reason) between 1 and 500 and reason !~ '[[:cntrl:]]'),
  constraint period_move_is_by_somebody check (length(moved_by) between 1 and 100 and moved_by !~ '[[:cntrl:]]')
);
comment on table ledger.period_move is 'Each time the books were closed further or opened again: who, why, and the note of the log that fixes it.';
comment on column ledger.period_move.until is 'Start of a day in the book''s zone: nothing takes effect before it afterwards; null: everything is open again.';
comment on column ledger.period_move.before is 'The same as it was before.';

create table ledger.tile (
  level      int2  not null,
  tile_index int8  not null,
  hashes     bytea not null,
  root       bytea not null,
  constraint tile_pkey primary key (level, tile_index),
  constraint tile_is_full check (level between 0 and 7 and tile_index >= 0 and octet_length(hashes) = 8192 and octet_length(root) = 32)
);
comment on table ledger.tile is 'Full hash tiles of the log (C2SP tlog-tiles, height 8); partial ones are made on reading.';
comment on column ledger.tile.root is 'RFC 9162 hash over the 256 hashes = entry tile_index of level + 1.';
alter table ledger.tile alter column hashes set storage external;

create table ledger.tail (
  book_id text  not null,
  size    int8  not null,
  hashes  bytea not null,
  constraint tail_pkey primary key (book_id),
  constraint tail_book_id_fkey foreign key (book_id) references ledger.book (id),
  constraint tail_is_what_no_tile_has check (size >= 0 and octet_length(hashes) = 32 * (size % 256))
) with (fillfactor = 20);
comment on table ledger.tail is
  'Leaf hashes behind the last full tile as they were when the newest checkpoint was signed: with them and the tiles each leaf that was ever signed can be told from a changed one.';
comment on column ledger.tail.size is 'Of the newest checkpoint.';
alter table ledger.tail alter column hashes set storage external;

create table ledger.checkpoint (
  size        int8           not null,
  root        bytea          not null,
  signed_note text           not null,
  signed_at   timestamptz(3) not null,
  constraint checkpoint_pkey primary key (size),
  constraint checkpoint_root_is_32_bytes check (octet_length(root) = 32)
);
comment on table ledger.checkpoint is 'Signed tree heads (C2SP tlog-checkpoint). Size never shrinks, each root is recomputed on insert (I10).';

-- Refusals -----------------------------------------------------------------------------------------------------------

create function ledger.refuse(rule text, message text) returns void language plpgsql as $$
begin
  raise exception 'ledger %: %', rule, message using errcode = 'check_violation', schema = 'ledger', constraint = rule;
end $$;
comment on function ledger.refuse is 'Raises a refusal whose constraint name is the number of the broken invariant.';

-- I5, and I6 for sessions that own the tables: grants stop the application, these triggers a careless owner.
create function ledger.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, ledger as $$
begin
  perform ledger.refuse('i5_history_never_changes', format('%s of ledger.%s is not allowed', tg_op, tg_table_name));
  return null;
end $$;

create trigger transfer_never_changes before update or delete or truncate on ledger.transfer
  for each statement execute function ledger.refuse_change();
create trigger note_never_changes before update or delete or truncate on ledger.note
  for each statement execute function ledger.refuse_change();
create trigger tile_never_changes before update or delete or truncate on ledger.tile
  for each statement execute function ledger.refuse_change();
create trigger checkpoint_never_changes before update or delete or truncate on ledger.checkpoint
  for each statement execute function ledger.refuse_change();
create trigger period_move_never_changes before update or delete or truncate on ledger.period_move
  for each statement execute function ledger.refuse_change();
-- Accounts have no foreign keys: PostgreSQL would compare them again at every balance that moves. An account's asset and line are looked up
-- when it is opened, and neither they nor the account's naming of them ever change.
create trigger asset_is_never_removed before delete or truncate or update of code on ledger.asset
  for each statement execute function ledger.refuse_change();
create trigger chart_is_never_removed before delete or truncate or update of line on ledger.chart
  for each statement execute function ledger.refuse_change();
create trigger account_is_never_removed before delete or truncate on ledger.account
  for each statement execute function ledger.refuse_change();
create trigger tail_is_never_removed before delete or truncate on ledger.tail
  for each statement execute function ledger.refuse_change();
create trigger head_is_never_removed before delete or truncate on ledger.head
  for each statement execute function ledger.refuse_change();
create trigger transfer_part_is_never_removed before delete or truncate on ledger.transfer_part
  for each statement execute function ledger.refuse_change();

-- The triggers on history, which alone may, run at depth 1. Asked before the function is called: it is asked for every batch.
create function ledger.refuse_direct_update() returns trigger language plpgsql set search_path = pg_catalog, ledger as $$
begin
  perform ledger.refuse('i6_balances_change_by_transfers_only', format('direct %s of ledger.%s', tg_op, tg_table_name));
  return null;
end $$;

create trigger account_changes_by_transfers_only
  before update of id, path, asset, line, kind, natural_side, min_balance, owner_id, debits, credits, pending_debits,
    pending_credits, account_seq, last_seq, opened_at
  on ledger.account for each statement when (pg_trigger_depth() = 0) execute function ledger.refuse_direct_update();
create trigger head_changes_by_history_only before update of book_id, seq, recorded_at, closed_until, open_from, open_until, last_closed_id
  on ledger.head for each statement when (pg_trigger_depth() = 0) execute function ledger.refuse_direct_update();
create trigger transfer_part_changes_by_history_only before update on ledger.transfer_part
  for each statement when (pg_trigger_depth() = 0) execute function ledger.refuse_direct_update();
create trigger tail_changes_by_checkpoints_only before update on ledger.tail
  for each statement when (pg_trigger_depth() = 0) execute function ledger.refuse_direct_update();

create function ledger.start_empty() returns trigger language plpgsql set search_path = pg_catalog, ledger as $$
begin
  if (new.debits, new.credits, new.pending_debits, new.pending_credits, new.account_seq, new.last_seq) <> (0, 0, 0, 0, 0, 0) then
    perform ledger.refuse('i6_balances_change_by_transfers_only', format('account %s does not start empty', new.path));
  end if;
  -- Here and not as a check: a path never changes, and a check would be asked again for every balance that moves.
  if new.path !~ '^[a-z]+(:[a-z0-9-]+)*$' or length(new.path) > 200 then
    perform ledger.refuse('account_path_is_well_formed', format('%s is no account path', new.path));
  end if;
  if not exists (select from ledger.chart c where c.line = new.line) or not exists (select from ledger.asset a where a.code = new.asset) then
    perform ledger.refuse('account_is_of_the_chart', format('no line %s or no asset %s', new.line, new.asset));
  end if;
  return new;
end $$;
create trigger account_starts_empty before insert on ledger.account for each row execute function ledger.start_empty();

-- Parts of history ---------------------------------------------------------------------------------------------------

-- A unique index of ledger.transfer would have to contain seq, so each part has its own: of entry ids (I8) and of what ends a hold
-- (I9). What they do not see, the same in two parts, `check_new_transfers` does. Posting goes through ledger.transfer, whose
-- triggers check it; a row that is put into a part would go round them, and is refused by a trigger of the part.
create function ledger.dress_part(name text) returns void
language plpgsql set search_path = pg_catalog, ledger, pg_temp as $$
begin
  execute format('alter table ledger.%I add constraint %I primary key (seq)', name, name || '_pkey');
  execute format('create unique index %I on ledger.%I (entry_id) where transfer_count is not null', name || '_i8_id_counts_once', name);
  execute format('create unique index %I on ledger.%I (refers_to) where kind in (3, 4)', name || '_i9_hold_resolves_once', name);
  execute format('create index %I on ledger.%I (refers_to) where refers_to is not null', name || '_refers_to', name);
  execute format('create trigger part_never_changes before insert or update or delete or truncate on ledger.%I
    for each statement execute function ledger.refuse_change()', name);
  execute format('grant select on ledger.%I to provisio_app', name);
end $$;

-- Attaching takes a lock that neither posting nor reading waits for (`create table … partition of` would stop both). What it may
-- have to wait for is maintenance of ledger.transfer; it gives up soon, because its caller holds the head.
create function ledger.add_part() returns void
language plpgsql set search_path = pg_catalog, ledger, pg_temp set lock_timeout = '2s' as $$
declare
  added ledger.transfer_part;
  name text;
begin
  select coalesce(max(p.part) + 1, 0), coalesce(max(p.last_seq), 0) + 1 into added.part, added.first_seq from ledger.transfer_part p;
  added.last_seq := added.first_seq + (select b.part_size from ledger.book b where b.id = 'main') - 1;
  name := 'transfer_' || added.part;
  execute format('create table ledger.%I (like ledger.transfer including defaults including constraints including storage)', name);
  perform ledger.dress_part(name);
  execute format('alter table ledger.transfer attach partition ledger.%I for values from (%s) to (%s)', name, added.first_seq, added.last_seq + 1);
  insert into ledger.transfer_part (part, first_seq, last_seq) values (added.part, added.first_seq, added.last_seq);
end $$;

-- Called by a job long before it is needed, and by whoever posts when it was not. Nobody can make many: an empty part is enough.
create function ledger.make_room(until int8) returns int8
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
declare
  head int8;
  newest ledger.transfer_part;
begin
  select h.seq into strict head from ledger.take_head() h;
  loop
    select * into newest from ledger.transfer_part p order by p.part desc limit 1;
    exit when newest.first_seq > head and newest.last_seq >= least(until, head + 65536);
    perform ledger.add_part();
  end loop;
  return newest.last_seq;
end $$;
comment on function ledger.make_room is
  'Makes parts of history until there is an empty one and room for this position; answers the last position that there is room for.';

-- When rows land behind the end of a part it is closed: no id will be added to it, so the smallest and the largest say for most ids
-- that they are not in it. Both are at the ends of its index.
create function ledger.close_parts(head_seq int8) returns void
language plpgsql set search_path = pg_catalog, ledger, pg_temp as $$
declare
  closing int4;
  low uuid;
  high uuid;
begin
  for closing in select p.part from ledger.transfer_part p where p.closed_at is null and p.last_seq < head_seq order by p.part loop
    execute format('select (select t.entry_id from ledger.%1$I t where t.transfer_count is not null order by t.entry_id limit 1),
      (select t.entry_id from ledger.%1$I t where t.transfer_count is not null order by t.entry_id desc limit 1)', 'transfer_' || closing)
    into low, high;
    update ledger.transfer_part p set closed_at = clock_timestamp(), min_entry_id = low, max_entry_id = high where p.part = closing;
    update ledger.head h set last_closed_id = greatest(h.last_closed_id, high) where h.book_id = 'main';
  end loop;
  update ledger.head h set open_from = p.first_seq, open_until = p.last_seq
  from ledger.transfer_part p where h.book_id = 'main' and head_seq between p.first_seq and p.last_seq;
end $$;

-- Which of the entries begin in closed parts, and where. Asks only the parts whose ids lie around one of these: ids made by time are
-- nearly always above all of them, an old one is in one part or two, random ones may be anywhere.
create function ledger.find_in_closed_parts(ids uuid[]) returns table (id uuid, first_seq int8)
language plpgsql stable security definer set search_path = pg_catalog, ledger, pg_temp
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
  asked int4;
begin
  for asked in
    select p.part from ledger.transfer_part p
    where p.max_entry_id >= any (ids) and p.min_entry_id <= any (ids)
      and exists (select from unnest(ids) as i (id) where i.id between p.min_entry_id and p.max_entry_id)
    order by p.part
  loop
    return query execute format('select t.entry_id, t.seq from unnest($1) as i (id)
      cross join lateral (select t.entry_id, t.seq from ledger.%I t where t.entry_id = i.id and t.transfer_count is not null offset 0) t',
      'transfer_' || asked) using ids;
  end loop;
end $$;
comment on function ledger.find_in_closed_parts is 'Log position of the first transfer of those of the entries that begin in a closed part.';

-- The same for all of history. `offset 0` and one id at a time: the index of ids is then the plan for any number of rows.
create function ledger.find_entries(ids uuid[]) returns table (id uuid, first_seq int8)
language plpgsql stable security definer set search_path = pg_catalog, ledger, pg_temp
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  open_from int8;
  last_closed_id uuid;
begin
  select h.open_from, h.last_closed_id into strict open_from, last_closed_id from ledger.head h where h.book_id = 'main';
  return query select t.entry_id, t.seq from unnest(ids) as i (id)
    cross join lateral (select t.entry_id, t.seq from ledger.transfer t
      where t.entry_id = i.id and t.transfer_count is not null and t.seq >= open_from offset 0) t;
  if last_closed_id >= any (ids) then
    return query select f.id, f.first_seq from ledger.find_in_closed_parts(ids) f;
  end if;
end $$;
comment on function ledger.find_entries is 'Log position of the first transfer of those of the entries that are booked.';

-- Functions of the application ---------------------------------------------------------------------------------------

-- Serialises posters: first come, first served, held to the end of the transaction. Taken before any row of the ledger
-- is read, so a READ COMMITTED statement after it sees everything that was posted before. Any other isolation level
-- would read balances of a snapshot older than the lock: refused.
create function ledger.take_head() returns table (seq int8, recorded_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'the ledger posts in READ COMMITTED transactions only, not %', current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state';
  end if;
  perform pg_advisory_xact_lock(1279607, 1);
  return query select h.seq, h.recorded_at from ledger.head h where h.book_id = 'main';
end $$;
comment on function ledger.take_head is 'Takes the head until the transaction ends; answers the last log position and its recorded time.';

-- The same, and what a batch needs to be decided on. Each statement in here has a snapshot of its own, younger than the
-- lock. `accounts` packs seven int8 an account, in the order asked: debits, credits, pending debits and credits, number
-- and position of the last transfer, closing time in milliseconds or -1.
create function ledger.lock(ids uuid[], account_ids int8[], out seq int8, out recorded_at timestamptz,
  out closed_until timestamptz, out booked uuid[], out accounts bytea)
language plpgsql set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  open_from int8;
  last_closed_id uuid;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    perform ledger.take_head(); -- Refuses it.
  end if;
  -- An expression that is not null: cheaper than a query, and this runs for every batch.
  if pg_advisory_xact_lock(1279607, 1) is null then null; end if;
  select h.seq, h.recorded_at, h.closed_until, h.open_from, h.last_closed_id
  into strict seq, recorded_at, closed_until, open_from, last_closed_id from ledger.head h where h.book_id = 'main';
  booked := array(select e.entry_id from unnest(ids) as i (id)
    cross join lateral (select t.entry_id from ledger.transfer t
      where t.entry_id = i.id and t.transfer_count is not null and t.seq >= open_from offset 0) e);
  if last_closed_id >= any (ids) then
    booked := booked || array(select f.id from ledger.find_in_closed_parts(ids) f);
  end if;
  select string_agg(int8send(a.debits) || int8send(a.credits) || int8send(a.pending_debits) || int8send(a.pending_credits)
    || int8send(a.account_seq) || int8send(a.last_seq) || int8send(coalesce(ledger.epoch_ms(a.closed_at), -1)), ''::bytea order by w.n)
  into accounts
  from unnest(account_ids) with ordinality as w (id, n)
  join ledger.account a on a.id = w.id;
end $$;
comment on function ledger.lock is 'Takes the head; answers it, which of the entries are booked, and the state of the accounts.';

-- Opens what the chart allows and does not exist yet; a path that no line matches is left out.
create function ledger.open_accounts(paths text[], assets text[]) returns int8
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
declare
  opened int8;
begin
  perform ledger.take_head(); -- The unique index would otherwise make openers wait for each other in any order.
  insert into ledger.account (path, asset, line, kind, natural_side, min_balance, owner_id)
  select distinct on (wanted.path, wanted.asset) wanted.path, wanted.asset, c.line, c.kind, c.natural_side, c.min_balance,
    case when c.has_owner then split_part(wanted.path, ':', 2)::uuid end
  from unnest(paths, assets) as wanted (path, asset)
  join ledger.chart c on wanted.path ~ c.path_pattern
  join ledger.asset a on a.code = wanted.asset
  order by wanted.path, wanted.asset
  on conflict (path, asset) do nothing;
  get diagnostics opened = row_count;
  return opened;
end $$;
comment on function ledger.open_accounts is 'Opens missing accounts by the chart, which alone decides kind, owner and limit; answers how many.';

create function ledger.close_account(path text, asset text) returns bool
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
begin
  perform ledger.take_head();
  update ledger.account a set closed_at = clock_timestamp()
  where a.path = close_account.path and a.asset = close_account.asset and a.closed_at is null;
  return found;
end $$;
comment on function ledger.close_account is 'Closes an empty account for ever; false when there is none open.';

create function ledger.register_asset(code text, chain_id int8, token bytea, unit_scale numeric) returns bool
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
begin
  insert into ledger.asset as a values (code, chain_id, token, unit_scale)
  on conflict on constraint asset_pkey do update
    set chain_id = excluded.chain_id, token = excluded.token, unit_scale = excluded.unit_scale
    where a.token is null and excluded.token is not null;
  return exists (
    select from ledger.asset a
    where a.code = register_asset.code and a.chain_id is not distinct from register_asset.chain_id
      and a.token is not distinct from register_asset.token and a.unit_scale is not distinct from register_asset.unit_scale
  );
end $$;
comment on function ledger.register_asset is 'Adds an asset or ties it to its token, once; false when it is tied to another one.';

-- Leaves (docs/decisions/0010-leaf-format.md) ------------------------------------------------------------------------

-- Exact: a double holds milliseconds of any year that the ledger takes, and the cast rounds to the nearest.
create function ledger.epoch_ms(at timestamptz) returns int8 language sql stable as $$
  select (date_part('epoch', at) * 1000)::int8
$$;

-- SHA-256 of 0x00 and the body. A plain expression, so that PostgreSQL inlines it into the query of the trigger.
create function ledger.transfer_leaf_hash(
  seq int8, entry_id uuid, kind int2, amount int8, asset text, effective_at timestamptz, recorded_at timestamptz,
  refers_to int8, facts bytea, content_hash bytea,
  debit_path_hash bytea, debit_account_seq int8, debit_prev_seq int8, debit_credits_after int8, debit_debits_after int8,
  credit_path_hash bytea, credit_account_seq int8, credit_prev_seq int8, credit_credits_after int8, credit_debits_after int8
) returns bytea language sql stable as $$
  select sha256('\x000101'::bytea || int8send(seq) || uuid_send(entry_id) || substring(int2send(kind) from 2)
    || int8send(amount) || substring(decode(asset, 'escape') || '\x00000000000000000000000000000000'::bytea from 1 for 16)
    || int8send(ledger.epoch_ms(effective_at)) || int8send(ledger.epoch_ms(recorded_at)) || int8send(coalesce(refers_to, 0))
    || coalesce(facts, '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea) || content_hash
    || debit_path_hash || int8send(debit_account_seq) || int8send(debit_prev_seq) || int8send(debit_credits_after) || int8send(debit_debits_after)
    || credit_path_hash || int8send(credit_account_seq) || int8send(credit_prev_seq) || int8send(credit_credits_after) || int8send(credit_debits_after))
$$;

create function ledger.note_leaf_hash(seq int8, topic text, hash bytea, recorded_at timestamptz) returns bytea
language sql stable as $$
  select sha256('\x000102'::bytea || int8send(seq)
    || substring(decode(topic, 'escape') || '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea from 1 for 32)
    || hash || int8send(ledger.epoch_ms(recorded_at)))
$$;

-- One transfer as it stands in the content that an entry's hash is over (RFC 8785 JSON), and that hash.
create function ledger.transfer_content(amount int8, credit text, debit text, facts bytea, kind int2, refers_to int8) returns text
language sql stable as $$
  select '{"amount":"' || amount::text || '","credit":"' || credit || '","debit":"' || debit || '","facts":"' || coalesce(encode(facts, 'hex'), '')
    || '","kind":"' || case kind when 1 then 'post' when 2 then 'hold' when 3 then 'capture' when 4 then 'void' when 5 then 'reversal' end
    || '","refers_to":"' || coalesce(refers_to, 0)::text || '","rest":null,"up_to":false}'
$$;

create function ledger.entry_content_hash(asset text, effective_at timestamptz, id uuid, metadata text, transfers text) returns bytea
language sql stable as $$
  select sha256(convert_to('{"asset":"' || asset || '","effective_at":"' || ledger.epoch_ms(effective_at)::text || '","id":"' || id::text
    || '","metadata":' || metadata || ',"transfers":' || transfers || '}', 'UTF8'))
$$;

-- Triggers on history ------------------------------------------------------------------------------------------------

-- What a row adds to what is reserved on its accounts: a hold its amount; a capture or void takes back all of its hold's.
create function ledger.reserved_by(kind int2, amount int8, refers_to int8) returns int8 language sql stable as $$
  select case when kind = 2 then amount when kind in (3, 4) then -(select h.amount from ledger.transfer h where h.seq = reserved_by.refers_to) else 0 end
$$;

-- Before the first row: whoever adds history holds the head, also one who has not asked. A COPY by itself waits here and not at
-- the index entry of a row that it cannot know yet, so it never holds what the holder of the head waits for.
create function ledger.wait_for_head() returns trigger language plpgsql as $$
begin
  if pg_catalog.pg_advisory_xact_lock(1279607, 1) is null then null; end if;
  return null;
end $$;
create trigger wait_for_head before insert on ledger.transfer for each statement execute function ledger.wait_for_head();

-- Checks new transfers as a set; `move_balances`, which runs after it, takes them over. Rows of one entry come in one statement.
-- Every query here has a snapshot younger than the head's lock; in a transaction whose snapshot is older (not READ COMMITTED) the
-- updates of `move_balances` fail.
-- A plan is made once a session, for however many rows came first, and serves for all: an account or an older row is looked up by
-- its key (`offset 0` keeps a look-up from becoming a join over the whole table), and new rows are joined to each other by hash.
create function ledger.check_new_transfers() returns trigger
language plpgsql security definer
set search_path = pg_catalog, ledger, pg_temp set enable_nestloop = off set enable_mergejoin = off
set enable_seqscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  head ledger.head;
  rows record;
  broken record;
  crosses bool;
begin
  select * into strict head from ledger.head where book_id = 'main';
  select count(*) as total, min(seq) as first, max(seq) as last, sum(transfer_count) as claimed, max(transfer_count) as longest,
    min(recorded_at) as earliest, max(recorded_at) as latest, min(effective_at) as oldest, bool_or(kind = 5) as has_reversals,
    bool_or(kind in (2, 3, 4)) as has_holds, bool_or(entry_id <= head.last_closed_id) as has_old_ids
  into rows from added;
  if rows.total = 0 then return null; end if;

  -- I4. The primary key makes the positions distinct, so first, last and count say it all.
  if rows.first <> head.seq + 1 or rows.last <> head.seq + rows.total
    or rows.earliest < head.recorded_at or rows.earliest <> rows.latest then
    perform ledger.refuse('i4_log_is_gapless', format('transfers %s … %s (%s) recorded %s do not follow %s recorded %s',
      rows.first, rows.last, rows.total, rows.earliest, head.seq, head.recorded_at));
  end if;
  if rows.oldest < head.closed_until then
    perform ledger.refuse('i11_period_is_open', format('a transfer takes effect at %s, the books are closed until %s', rows.oldest, head.closed_until));
  end if;
  -- I8. A part's index keeps an id from counting twice in it; that it counts in no other one is asked where it could.
  crosses := rows.last > head.open_until;
  if crosses then
    perform ledger.close_parts(rows.last);
    select * into strict head from ledger.head where book_id = 'main';
  end if;
  if crosses or rows.has_old_ids then
    select n.entry_id into broken
    from ledger.find_in_closed_parts(array(select entry_id from added where transfer_count is not null)) f
    join added n on n.entry_id = f.id and n.transfer_count is not null and n.seq <> f.first_seq
    limit 1;
    if found then
      perform ledger.refuse('i8_id_counts_once', format('entry %s is booked already', broken.entry_id));
    end if;
  end if;
  -- I8. Each row lies within its entry's claim (below), and the claims are as many as the rows: so every entry is whole.
  if rows.claimed is distinct from rows.total then
    perform ledger.refuse('i8_entry_is_what_its_hash_says', format('%s transfers, but their entries claim %s', rows.total, rows.claimed));
  end if;

  -- Each row by itself: I1, I8 of an entry of one transfer, I7 without holds. Each side of a row: own numbering, link to the
  -- account's transfer before, running totals (I3, I4), against the row it links to, or against the account where that is older.
  -- Two rows that link to the same one before leave the account's largest number behind their count.
  with side as materialized (
    select seq, debit_account_id as account_id, case when kind in (2, 4) then 0 else amount end as debit, 0::int8 as credit,
      debit_account_seq as account_seq, debit_prev_seq as prev_seq, debit_debits_after as debits_after, debit_credits_after as credits_after
    from added
    union all
    select seq, credit_account_id, 0, case when kind in (2, 4) then 0 else amount end,
      credit_account_seq, credit_prev_seq, credit_debits_after, credit_credits_after
    from added
  ), touched as materialized (
    select s.last_account_seq - s.total as account_seq_before, a.*
    from (select account_id, count(*) as total, max(account_seq) as last_account_seq from side group by account_id) s
    cross join lateral (
      select a.id, a.path, a.asset, a.debits, a.credits, a.account_seq, a.last_seq, a.closed_at, a.min_balance,
        a.pending_debits, a.pending_credits, a.natural_side = 'credit' as grows_by_credits
      from ledger.account a where a.id = s.account_id offset 0
    ) a
  )
  select x.seq, x.rule into broken from (
    select n.seq, 1 as step, case
      when d.id is null or c.id is null then 'i1_two_accounts'
      when d.asset <> n.asset or c.asset <> n.asset then 'i1_one_asset'
      when d.closed_at is not null or c.closed_at is not null then 'i7_closed_accounts_take_nothing'
      when n.transfer_count = 1 and n.content_hash <> ledger.entry_content_hash(n.asset, n.effective_at, n.entry_id, n.metadata,
        coalesce(n.requested, '[' || ledger.transfer_content(n.amount, c.path, d.path, n.facts, n.kind, n.refers_to) || ']'))
        then 'i8_entry_is_what_its_hash_says'
      when not rows.has_holds and (
        case when d.grows_by_credits then n.debit_credits_after - n.debit_debits_after - d.pending_debits
          else n.debit_debits_after - n.debit_credits_after - d.pending_credits end < d.min_balance
        or case when c.grows_by_credits then n.credit_credits_after - n.credit_debits_after - c.pending_debits
          else n.credit_debits_after - n.credit_credits_after - c.pending_credits end < c.min_balance
      ) then 'i7_limit_holds'
    end as rule
    from added n
    left join touched d on d.id = n.debit_account_id
    left join touched c on c.id = n.credit_account_id
    union all
    select s.seq, 2, case
      when s.account_seq <> coalesce(p.account_seq, a.account_seq) + 1 or a.account_seq_before <> a.account_seq
        or (p.seq is null and s.prev_seq <> a.last_seq) then 'i4_account_is_gapless'
      when s.debits_after <> coalesce(p.debits_after, a.debits) + s.debit or s.credits_after <> coalesce(p.credits_after, a.credits) + s.credit
        then 'i3_balance_is_replay_of_rows'
    end
    from side s
    join touched a on a.id = s.account_id
    left join side p on p.account_id = s.account_id and p.seq = s.prev_seq and p.seq < s.seq
  ) x where x.rule is not null order by x.step, x.seq limit 1;
  if found then
    perform ledger.refuse(broken.rule, format('transfer %s', broken.seq));
  end if;

  -- Longer entries: each row lies within the claim of its entry's first one, and the hash is of what was asked for.
  if rows.longest > 1 then
    select n.seq into broken
    from added n
    left join added e on e.entry_id = n.entry_id and e.transfer_count is not null
    where n.transfer_count is null and (e.seq is null or n.seq < e.seq or n.seq >= e.seq + e.transfer_count
      or n.effective_at <> e.effective_at or n.asset <> e.asset)
    order by n.seq limit 1;
    if found then
      perform ledger.refuse('i8_transfer_belongs_to_its_entry', format('transfer %s', broken.seq));
    end if;
    select e.entry_id into broken
    from (
      select a.entry_id, string_agg(ledger.transfer_content(a.amount,
          (select c.path from ledger.account c where c.id = a.credit_account_id), (select d.path from ledger.account d where d.id = a.debit_account_id),
          a.facts, a.kind, a.refers_to), ',' order by a.seq) as booked
      from added a
      where a.transfer_count is distinct from 1
      group by a.entry_id
    ) n
    join added e on e.entry_id = n.entry_id and e.transfer_count is not null
    where e.content_hash <> ledger.entry_content_hash(e.asset, e.effective_at, e.entry_id, e.metadata,
      coalesce(e.requested, '[' || n.booked || ']'))
    limit 1;
    if found then
      perform ledger.refuse('i8_entry_is_what_its_hash_says', format('entry %s has another content', broken.entry_id));
    end if;
  end if;

  -- I9: a capture or void names a hold before it, between the same accounts; a part's unique index lets only one through.
  if rows.has_holds then
    select n.seq, n.refers_to into broken
    from added n
    left join lateral (select * from ledger.transfer h where h.seq = n.refers_to offset 0) h on true
    where n.kind in (3, 4) and (h.seq is null or h.kind <> 2 or h.seq >= n.seq or h.asset <> n.asset
      or h.debit_account_id <> n.debit_account_id or h.credit_account_id <> n.credit_account_id
      or case n.kind when 3 then n.amount > h.amount else n.amount <> h.amount end)
    limit 1;
    if found then
      perform ledger.refuse('i9_hold_resolves_within_itself', format('transfer %s does not resolve hold %s', broken.seq, broken.refers_to));
    end if;
    -- The other one is in another part only if the hold is in a closed one: it lies before both.
    select n.seq, n.refers_to into broken
    from added n
    where n.kind in (3, 4) and n.refers_to < head.open_from
      and exists (select from ledger.transfer t where t.refers_to = n.refers_to and t.kind in (3, 4) and t.seq > n.refers_to and t.seq <> n.seq offset 0)
    limit 1;
    if found then
      perform ledger.refuse('i9_hold_resolves_once', format('transfer %s resolves hold %s again', broken.seq, broken.refers_to));
    end if;
    -- I7 with what open holds reserve, row by row.
    select * into broken from (
      select l.seq, a.path, a.min_balance, case a.natural_side
        when 'credit' then l.credits_after - l.debits_after - a.pending_debits - sum(l.pending_debit) over w
        else l.debits_after - l.credits_after - a.pending_credits - sum(l.pending_credit) over w end as free
      from (
        select n.seq, s.account_id, s.debits_after, s.credits_after, s.is_debit * p.amount as pending_debit, (1 - s.is_debit) * p.amount as pending_credit
        from added n
        cross join lateral ledger.reserved_by(n.kind, n.amount, n.refers_to) p (amount)
        cross join lateral (values (n.debit_account_id, n.debit_debits_after, n.debit_credits_after, 1),
          (n.credit_account_id, n.credit_debits_after, n.credit_credits_after, 0)) s (account_id, debits_after, credits_after, is_debit)
      ) l
      cross join lateral (select * from ledger.account a where a.id = l.account_id offset 0) a
      window w as (partition by l.account_id order by l.seq rows unbounded preceding)
    ) l where l.free < l.min_balance order by l.seq limit 1;
    if found then
      perform ledger.refuse('i7_limit_holds', format('transfer %s leaves %s free on %s', broken.seq, broken.free, broken.path));
    end if;
  end if;

  -- I12.
  if rows.has_reversals then
    select r.refers_to into broken
    from (select distinct n.refers_to, n.asset from added n where n.kind = 5) r
    left join lateral (select * from ledger.transfer o where o.seq = r.refers_to offset 0) o
      on o.kind in (1, 3) and o.asset = r.asset and o.seq <= head.seq
    where o.seq is null
      or (select sum(t.amount) from ledger.transfer t where t.refers_to = r.refers_to and t.seq > r.refers_to and t.kind = 5) > o.amount
    limit 1;
    if found then
      perform ledger.refuse('i12_reversals_within_original', format('transfer %s is not there, cannot be reversed, or not by so much', broken.refers_to));
    end if;
  end if;
  return null;
end $$;
create trigger check_new_transfers after insert on ledger.transfer
  referencing new table as added for each statement execute function ledger.check_new_transfers();

-- Takes over what `check_new_transfers` let through: triggers run in the order of their names. An account's new state is its last
-- row's, which has its largest number, position and totals: none of them ever falls. What holds reserve is added up.
-- Locks: the accounts' rows and the head's, which nobody else locks without the head.
create function ledger.move_balances() returns trigger
language plpgsql security definer
set search_path = pg_catalog, ledger, pg_temp set enable_hashjoin = off set enable_mergejoin = off
set enable_seqscan = off set enable_sort = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  rows record;
begin
  select max(seq) as last, max(recorded_at) as recorded_at, bool_or(kind in (2, 3, 4)) as has_holds into rows from added;
  if rows.last is null then return null; end if;
  if not rows.has_holds then
    update ledger.account a
    set debits = s.debits, credits = s.credits, account_seq = s.account_seq, last_seq = s.last_seq
    from (
      select s.account_id, max(s.account_seq) as account_seq, max(s.seq) as last_seq, max(s.debits_after) as debits, max(s.credits_after) as credits
      from (
        select debit_account_id as account_id, seq, debit_account_seq as account_seq, debit_debits_after as debits_after,
          debit_credits_after as credits_after from added
        union all
        select credit_account_id, seq, credit_account_seq, credit_debits_after, credit_credits_after from added
      ) s group by s.account_id
    ) s
    where a.id = s.account_id;
  else
    -- Totals and what is reserved in one step: a capture frees room that it takes at once.
    update ledger.account a
    set debits = s.debits, credits = s.credits, account_seq = s.account_seq, last_seq = s.last_seq,
      pending_debits = a.pending_debits + s.pending_debits, pending_credits = a.pending_credits + s.pending_credits
    from (
      select s.account_id, max(s.account_seq) as account_seq, max(s.seq) as last_seq, max(s.debits_after) as debits, max(s.credits_after) as credits,
        sum(s.pending_debit)::int8 as pending_debits, sum(s.pending_credit)::int8 as pending_credits
      from (
        select n.debit_account_id as account_id, n.seq, n.debit_account_seq as account_seq, n.debit_debits_after as debits_after,
          n.debit_credits_after as credits_after, p.amount as pending_debit, 0::int8 as pending_credit
        from added n cross join lateral ledger.reserved_by(n.kind, n.amount, n.refers_to) p (amount)
        union all
        select n.credit_account_id, n.seq, n.credit_account_seq, n.credit_debits_after, n.credit_credits_after, 0, p.amount
        from added n cross join lateral ledger.reserved_by(n.kind, n.amount, n.refers_to) p (amount)
      ) s group by s.account_id
    ) s
    where a.id = s.account_id;
  end if;
  update ledger.head set seq = rows.last, recorded_at = rows.recorded_at where book_id = 'main';
  return null;
end $$;
create trigger move_balances after insert on ledger.transfer
  referencing new table as added for each statement execute function ledger.move_balances();

create function ledger.check_new_notes() returns trigger
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
declare
  head ledger.head;
  rows record;
begin
  perform pg_advisory_xact_lock(1279607, 1);
  select * into strict head from ledger.head where book_id = 'main' for update;
  select count(*) as total, min(n.seq) as first, max(n.seq) as last, min(n.recorded_at) as earliest, max(n.recorded_at) as latest,
    bool_and(n.leaf_hash = ledger.note_leaf_hash(n.seq, n.topic, n.hash, n.recorded_at)) as hashes_hold
  into rows from added n;
  if rows.total = 0 then return null; end if;
  if rows.first <> head.seq + 1 or rows.last <> head.seq + rows.total
    or rows.earliest < head.recorded_at or rows.earliest <> rows.latest then
    perform ledger.refuse('i4_log_is_gapless', format('notes %s … %s (%s) recorded %s do not follow %s recorded %s',
      rows.first, rows.last, rows.total, rows.earliest, head.seq, head.recorded_at));
  end if;
  if not rows.hashes_hold then
    perform ledger.refuse('i10_leaf_is_recomputed', format('one of the notes %s … %s', rows.first, rows.last));
  end if;
  update ledger.head set seq = rows.last, recorded_at = rows.latest where book_id = 'main';
  return null;
end $$;
create trigger check_new_notes after insert on ledger.note
  referencing new table as added for each statement execute function ledger.check_new_notes();

-- Periods (I11): the books are closed up to an instant. Each move of it is a note of the log, with who and why under its hash.
create function ledger.check_period_move() returns trigger
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
declare
  head ledger.head;
begin
  perform pg_advisory_xact_lock(1279607, 1);
  select * into strict head from ledger.head where book_id = 'main';
  if new.before is distinct from head.closed_until then
    perform ledger.refuse('i11_moves_follow_each_other', format('the books are closed until %s, not %s', head.closed_until, new.before));
  end if;
  if not exists (
    select from ledger.note n
    where n.seq = new.note_seq and n.seq = head.seq and n.topic = 'ledger.period'
      and n.hash = sha256(convert_to(concat_ws(E'\n', new.kind, coalesce(ledger.epoch_ms(new.until)::text, ''),
        coalesce(ledger.epoch_ms(new.before)::text, ''), new.moved_by, new.reason), 'UTF8'))
  ) then
    perform ledger.refuse('i11_moves_are_noted', format('%s until %s', new.kind, new.until));
  end if;
  update ledger.head set closed_until = new.until where book_id = 'main';
  return null;
end $$;
create trigger check_period_move after insert on ledger.period_move for each row execute function ledger.check_period_move();

-- Merkle tree (RFC 9162 section 2.1), recomputed by the database itself (I10) -------------------------------------------

-- Hashes of the leaves first_seq … last_seq, one after the other, made from the rows: no copy of them can differ from what it is of.
-- Planned by how its caller has set the planner.
create function ledger.make_leaf_hashes(first_seq int8, last_seq int8) returns bytea language sql stable as $$
  select string_agg(l.leaf_hash, ''::bytea order by l.seq) from (
    select t.seq, ledger.transfer_leaf_hash(t.seq, t.entry_id, t.kind, t.amount, t.asset, t.effective_at, t.recorded_at, t.refers_to, t.facts,
      coalesce(t.content_hash, (select e.content_hash from ledger.transfer e where e.entry_id = t.entry_id and e.transfer_count is not null
        and e.seq <= t.seq and e.seq > t.seq - 16380)),
      d.path_hash, t.debit_account_seq, t.debit_prev_seq, t.debit_credits_after, t.debit_debits_after,
      c.path_hash, t.credit_account_seq, t.credit_prev_seq, t.credit_credits_after, t.credit_debits_after) as leaf_hash
    from ledger.transfer t
    join ledger.account d on d.id = t.debit_account_id
    join ledger.account c on c.id = t.credit_account_id
    where t.seq between make_leaf_hashes.first_seq and make_leaf_hashes.last_seq
    union all
    select n.seq, n.leaf_hash from ledger.note n where n.seq between make_leaf_hashes.first_seq and make_leaf_hashes.last_seq
  ) l
$$;

-- Pinned, whatever the statistics say. Accounts are looked up by key: a plan over all of them would cost every checkpoint the same.
-- Only where the leaves are more than all accounts are, all are read once instead. Each way has a call of its own, which keeps its plan.
create function ledger.leaf_hashes(first_seq int8, last_seq int8) returns bytea language plpgsql stable
set enable_nestloop = on set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
begin
  if last_seq - first_seq > (select max(a.id) from ledger.account a) then
    perform set_config('enable_nestloop', 'off', true), set_config('enable_hashjoin', 'on', true); -- Until this function ends.
    return ledger.make_leaf_hashes(first_seq, last_seq);
  end if;
  return ledger.make_leaf_hashes(first_seq, last_seq);
end $$;

-- Root over 2^k hashes of 32 bytes each, two levels at a time.
create function ledger.perfect_root(hashes bytea) returns bytea language plpgsql immutable as $$
declare
  nodes bytea := hashes;
begin
  while octet_length(nodes) > 64 loop
    select string_agg(sha256('\x01'::bytea || sha256('\x01'::bytea || substring(nodes from i for 64)) || sha256('\x01'::bytea || substring(nodes from i + 64 for 64))),
      ''::bytea order by i) into nodes
    from generate_series(1, octet_length(nodes), 128) as i;
  end loop;
  return case when octet_length(nodes) = 64 then sha256('\x01'::bytea || nodes) else nodes end;
end $$;

-- The hashes of `level` from index first_index to last_index - 1 (256 leaves to the power of level each).
create function ledger.level_hashes(level int4, first_index int8, last_index int8) returns bytea language plpgsql stable as $$
begin
  if last_index <= first_index then return ''::bytea; end if;
  if level = 0 then return ledger.leaf_hashes(first_index + 1, last_index); end if;
  return (select string_agg(t.root, ''::bytea order by t.tile_index) from ledger.tile t
    where t.level = level_hashes.level - 1 and t.tile_index >= first_index and t.tile_index < last_index);
end $$;

-- Root of the first `size` leaves: perfect subtrees for the bits of size, folded from the right. Null when tiles are missing.
create function ledger.root_at(size int8) returns bytea language plpgsql stable as $$
declare
  root bytea;
  subtree bytea;
  hashes bytea;
  at int8;
  rest int8;
begin
  if size = 0 then return sha256(''::bytea); end if;
  for level in 0..7 loop
    rest := (size >> (8 * level)) & 255;
    at := (size >> (8 * level)) - rest;
    hashes := ledger.level_hashes(level, at, at + rest);
    if octet_length(hashes) is distinct from 32 * rest then return null; end if;
    for bit in 0..7 loop
      continue when rest & (1 << bit) = 0;
      -- Below this subtree lie the larger ones to its left: it starts after the higher bits of `rest`.
      subtree := ledger.perfect_root(substring(hashes from (32 * ((rest >> (bit + 1)) << (bit + 1)))::int4 + 1 for 32 << bit));
      root := case when root is null then subtree else sha256('\x01'::bytea || subtree || root) end;
    end loop;
  end loop;
  return root;
end $$;

-- Makes the tiles first_index … last_index - 1 of a level from the log, all in one pass: accounts that many leaves name are looked
-- up once. A tile that is not full yet is refused.
create function ledger.seal_tiles(level int2, first_index int8, last_index int8) returns void
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp set ledger.seals = 'on' as $$
declare
  below bytea := ledger.level_hashes(level, first_index * 256, last_index * 256);
begin
  insert into ledger.tile (level, tile_index, hashes, root)
  select seal_tiles.level, first_index + n, t.hashes, ledger.perfect_root(t.hashes)
  from generate_series(0, last_index - first_index - 1) as n
  cross join lateral (select substring(below from (8192 * n)::int4 + 1 for 8192) as hashes) t;
end $$;
comment on function ledger.seal_tiles is 'Stores full tiles of one level, made from the log.';

-- A tile is what the log makes, whoever adds it: hashes and root are made here. What is brought along must be the same.
create function ledger.fill_new_tile() returns trigger
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
declare
  hashes bytea := ledger.level_hashes(new.level, new.tile_index * 256, new.tile_index * 256 + 256);
  root bytea := ledger.perfect_root(hashes);
begin
  if octet_length(hashes) is distinct from 8192 or coalesce(new.hashes, hashes) <> hashes or coalesce(new.root, root) <> root then
    perform ledger.refuse('i10_root_is_recomputed', format('tile %s/%s', new.level, new.tile_index));
  end if;
  new.hashes := hashes;
  new.root := root;
  return new;
end $$;
create trigger fill_new_tile before insert on ledger.tile
  for each row when (current_setting('ledger.seals', true) is distinct from 'on') execute function ledger.fill_new_tile();

create function ledger.check_new_checkpoint() returns trigger
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
begin
  if exists (select from ledger.checkpoint c where c.size > new.size) or new.size > (select h.seq from ledger.head h) or new.size < 0 then
    perform ledger.refuse('i10_size_never_shrinks', format('checkpoint of size %s', new.size));
  end if;
  if new.root is distinct from ledger.root_at(new.size) then
    perform ledger.refuse('i10_root_is_recomputed', format('checkpoint of size %s', new.size));
  end if;
  update ledger.tail set size = new.size, hashes = coalesce(ledger.leaf_hashes(new.size - new.size % 256 + 1, new.size), '') where book_id = 'main';
  return null;
end $$;
create trigger check_new_checkpoint after insert on ledger.checkpoint for each row execute function ledger.check_new_checkpoint();

-- Data ---------------------------------------------------------------------------------------------------------------

insert into ledger.book (id, origin, zone) values ('main', 'provisio.local/book/main', 'UTC');
insert into ledger.head (book_id, seq, recorded_at, open_from, open_until) select id, 0, 'epoch', 1, part_size from ledger.book;
select ledger.add_part();
select ledger.add_part();
insert into ledger.tail (book_id, size, hashes) values ('main', 0, '');
insert into ledger.asset (code) values ('GBPT/2');
insert into ledger.peg (currency, asset, numerator, denominator) values ('GBP/2', 'GBPT/2', 1, 1);

insert into ledger.chart (line, path_pattern, kind, natural_side, min_balance, has_owner, solvency, meaning)
select line, '^' || replace(replace(replace(pattern, '<org>', uuid), '<chain>', '[0-9]{1,18}'), '<address>', '[0-9a-f]{40}') || '$',
  kind, case when line = 'payee:paid' or kind in ('asset', 'expense') then 'debit' else 'credit' end,
  min_balance, pattern like '%<org>%', solvency, meaning
from (values ('[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')) as u (uuid), (values
  ('custody:chain',      'custody:chain:<chain>:<address>',   'asset',     0,    'held', 'Tokens in a payout vault'),
  ('custody:settler',    'custody:settler:<chain>:<address>', 'asset',     0,    'held', 'Tokens in a commission settler'),
  ('custody:bank',       'custody:bank:[a-z0-9-]+',           'asset',     null, 'held', 'Money at a bank'),
  ('custody:gas',        'custody:gas:<chain>',               'asset',     null, null,   'Gas money'),
  ('org:prepaid',        'org:<org>:prepaid',                 'liability', 0,    'owed', 'Funds of a merchant or advertiser'),
  ('org:leased',         'org:<org>:leased',                  'liability', 0,    'owed', 'Ad budget handed to an edge'),
  ('org:escrow',         'org:<org>:escrow',                  'liability', 0,    'owed', 'Funds in the settler, never prepaid'),
  ('org:receivable',     'org:<org>:receivable',              'asset',     0,    null,   'What a merchant owes for sales it has not funded yet'),
  ('org:recovering',     'org:<org>:recovering',              'liability', 0,    null,   'Refunds of money already paid out: not owed, not spendable'),
  ('payee:unfunded',     'payee:<org>:unfunded',              'liability', 0,    null,   'Earned on an unfunded sale: awaiting merchant funding, never payable'),
  ('payee:pending',      'payee:<org>:pending',               'liability', 0,    'owed', 'Maturing'),
  ('payee:payable',      'payee:<org>:payable',               'liability', 0,    'owed', 'Free to pay out'),
  ('payee:settling',     'payee:<org>:settling:[a-z0-9-]+',   'liability', 0,    'owed', 'Credited by runs: its balance is the cumulative in that vault, settler or rail'),
  ('payee:paid',         'payee:<org>:paid:[a-z0-9-]+',       'liability', 0,    'owed_less', 'Contra: debited by final claims; unclaimed = settling − paid'),
  ('payee:receivable',   'payee:<org>:receivable',            'asset',     0,    null,   'Refunded after it was claimable; recouped from later earnings'),
  ('platform:fees',      'platform:fees',                     'income',    null, null,   'Fees on commissions'),
  ('platform:ads',       'platform:ads',                      'income',    null, null,   'Ad revenue'),
  ('platform:gas',       'platform:gas',                      'expense',   null, null,   'Gas spent'),
  ('platform:bad-debt',  'platform:bad-debt',                 'expense',   null, null,   'Written off'),
  ('tax:withheld',       'tax:[a-z0-9-]+:withheld',           'liability', 0,    'owed', 'Tax withheld, not remitted yet'),
  ('fx:liquidity',       'fx:[a-z0-9-]+:liquidity',           'liability', 0,    null,   'What conversions are paid from, funded by a treasury deposit'),
  ('fx:rounding',        'fx:[a-z0-9-]+:rounding',            'income',    null, null,   'What conversions round off'),
  ('suspense',           'suspense',                          'liability', null, null,   'Money not yet explained'),
  ('equity:opening',     'equity:opening',                    'equity',    null, null,   'Imported balances'),
  ('equity:drawings',    'equity:drawings',                   'equity',    null, null,   'Sweeps')
) as c (line, pattern, kind, min_balance, solvency, meaning);

-- Rights -------------------------------------------------------------------------------------------------------------

revoke all on all functions in schema ledger from public;
grant usage on schema ledger to provisio_app;
grant select on all tables in schema ledger to provisio_app;
grant insert on ledger.transfer, ledger.note, ledger.period_move, ledger.checkpoint to provisio_app;
grant execute on function ledger.take_head(), ledger.lock(uuid[], int8[]), ledger.make_room(int8), ledger.find_in_closed_parts(uuid[]),
  ledger.find_entries(uuid[]), ledger.open_accounts(text[], text[]), ledger.close_account(text, text),
  ledger.register_asset(text, int8, bytea, numeric), ledger.epoch_ms(timestamptz), ledger.root_at(int8),
  ledger.transfer_leaf_hash(int8, uuid, int2, int8, text, timestamptz, timestamptz, int8, bytea, bytea, bytea, int8, int8, int8, int8, bytea, int8, int8, int8, int8),
  ledger.make_leaf_hashes(int8, int8), ledger.leaf_hashes(int8, int8), ledger.level_hashes(int4, int8, int8), ledger.perfect_root(bytea), ledger.seal_tiles(int2, int8, int8) to provisio_app;
