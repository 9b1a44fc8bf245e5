-- What we sent to chains, what we saw there, and the payout trees in between. Addresses and hashes are lower-case hex
-- with 0x; heights are block numbers; token amounts are numeric (uint256), book amounts int8.
create schema settlement;
comment on schema settlement is 'Owned by libs/modules/settlement.';

-- Contracts ----------------------------------------------------------------------------------------------------------

create table settlement.contract (
  chain_id    int8           not null,
  name        text           not null,
  address     text           not null,
  version     text,
  recorded_at timestamptz(3) not null,
  constraint contract_pk primary key (chain_id, name),
  constraint contract_name_is_known check (name in (
    'access_manager', 'token', 'ledger_anchor', 'payout_vault', 'commission_schedule', 'commission_settler')),
  constraint contract_address_is_lower_case_hex check (address ~ '^0x[0-9a-f]{40}$'),
  constraint contract_address_is_unique unique (chain_id, address)
);
comment on column settlement.contract.version is 'SHA-256 of the creation code that we deployed; null for a contract named by configuration.';

create table settlement.vault (
  custody_key   text           not null,
  chain_id      int8           not null,
  address       text           not null,
  asset         text           not null,
  unit_scale    numeric(39, 0) not null,
  delay_seconds int4           not null,
  first_block   int8           not null,
  next_lane     int8           not null default 0,
  constraint vault_pk primary key (custody_key),
  constraint vault_contract_fk foreign key (chain_id, address) references settlement.contract (chain_id, address),
  constraint vault_asset_is_known_form check (asset ~ '^[A-Z][A-Z0-9]{1,11}/[0-8]$'),
  constraint vault_unit_scale_positive check (unit_scale > 0),
  constraint vault_delay_not_negative check (delay_seconds >= 0),
  constraint vault_lane_is_uint32 check (next_lane between 0 and 4294967296)
);
comment on column settlement.vault.custody_key is 'Name of this vault in account paths: <chain id>-<40 hex digits>.';
comment on column settlement.vault.unit_scale is 'Token base units per book minor unit.';
comment on column settlement.vault.first_block is 'Nothing of interest happened on the chain below this height.';
comment on column settlement.vault.next_lane is 'Lane of the next payee that is new to this vault.';

create table settlement.settler (
  custody_key text           not null,
  chain_id    int8           not null,
  address     text           not null,
  schedule    text           not null,
  asset       text           not null,
  unit_scale  numeric(39, 0) not null,
  constraint settler_pk primary key (custody_key),
  constraint settler_one_a_chain unique (chain_id),
  constraint settler_contract_fk foreign key (chain_id, address) references settlement.contract (chain_id, address),
  constraint settler_schedule_fk foreign key (chain_id, schedule) references settlement.contract (chain_id, address),
  constraint settler_asset_is_known_form check (asset ~ '^[A-Z][A-Z0-9]{1,11}/[0-8]$'),
  constraint settler_unit_scale_positive check (unit_scale > 0)
);
comment on table settlement.settler is 'Where merchants keep escrow and sales settle on chain; schedule prices them.';
comment on column settlement.settler.custody_key is 'Name of this settler in account paths: <chain id>-<40 hex digits>.';
comment on column settlement.settler.unit_scale is 'Token base units per book minor unit.';

create table settlement.settler_wallet (
  custody_key text           not null,
  wallet      text           not null,
  payee_id    uuid,
  seen_at     timestamptz(3) not null,
  constraint settler_wallet_pk primary key (custody_key, wallet),
  constraint settler_wallet_settler_fk foreign key (custody_key) references settlement.settler (custody_key),
  constraint settler_wallet_is_lower_case_hex check (wallet ~ '^0x[0-9a-f]{40}$')
);
comment on table settlement.settler_wallet is
  'Whose money a wallet has in the settler, as known when it was first credited: never changed, so that what is withdrawn is '
  'booked to whom it was credited.';
comment on column settlement.settler_wallet.payee_id is 'Null: nobody we know; its money is booked to suspense.';

create table settlement.settler_merchant (
  custody_key     text           not null,
  wallet          text           not null,
  organisation_id uuid           not null,
  signature       text           not null,
  asked_at        timestamptz(3) not null,
  constraint settler_merchant_pk primary key (custody_key, wallet),
  constraint settler_merchant_settler_fk foreign key (custody_key) references settlement.settler (custody_key),
  constraint settler_merchant_is_lower_case_hex check (wallet ~ '^0x[0-9a-f]{40}$')
);
create index settler_merchant_by_organisation on settlement.settler_merchant (organisation_id, asked_at);
comment on table settlement.settler_merchant is
  'Wallets that merchants have proven and that sign sales for them: never changed. The newest of an organisation is used.';
comment on column settlement.settler_merchant.signature is 'Of the wallet over EIP-712 type Admission(orgRef, merchant).';

-- Sending ------------------------------------------------------------------------------------------------------------

create table settlement.sender (
  chain_id   int8 not null,
  address    text not null,
  next_nonce int8 not null,
  constraint sender_pk primary key (chain_id, address),
  constraint sender_address_is_lower_case_hex check (address ~ '^0x[0-9a-f]{40}$'),
  constraint sender_nonce_not_negative check (next_nonce >= 0)
);
comment on column settlement.sender.next_nonce is 'Nonce of the next intent; the row is locked while one is taken.';

create table settlement.chain_tx (
  id               uuid           not null,
  chain_id         int8           not null,
  sender           text           not null,
  nonce            int8           not null,
  intent_key       text           not null,
  purpose          text           not null,
  to_address       text,
  data             bytea          not null,
  gas_limit        int8,
  owner_id         uuid,
  state            text           not null,
  problem          text,
  mined_hash       text,
  mined_block      int8,
  mined_block_hash text,
  created_at       timestamptz(3) not null,
  ended_at         timestamptz(3),
  constraint chain_tx_pk primary key (id),
  constraint chain_tx_intent_counts_once unique (chain_id, intent_key),
  constraint chain_tx_nonce_counts_once unique (chain_id, sender, nonce),
  constraint chain_tx_addresses_are_lower_case_hex check (sender ~ '^0x[0-9a-f]{40}$' and to_address ~ '^0x[0-9a-f]{40}$'),
  constraint chain_tx_hashes_are_lower_case_hex check (mined_hash ~ '^0x[0-9a-f]{64}$' and mined_block_hash ~ '^0x[0-9a-f]{64}$'),
  constraint chain_tx_state_is_known check (state in ('waiting', 'sent', 'mined', 'final', 'failed')),
  constraint chain_tx_failed_says_why check (state <> 'failed' or problem is not null),
  constraint chain_tx_mined_whole check (
    num_nonnulls(mined_hash, mined_block, mined_block_hash) in (0, 3)
    and (state in ('mined', 'final', 'failed')) = (mined_hash is not null)
  ),
  constraint chain_tx_ended_whole check ((state in ('final', 'failed')) = (ended_at is not null))
);
create index chain_tx_open on settlement.chain_tx (chain_id, sender, nonce) where state in ('waiting', 'sent', 'mined');
comment on table settlement.chain_tx is 'Outbox of the chain: what we want done, each with its nonce from the transaction that wanted it.';
comment on column settlement.chain_tx.intent_key is 'Names the wish: the same wish again finds this row.';
comment on column settlement.chain_tx.to_address is 'Null makes a contract.';
comment on column settlement.chain_tx.owner_id is 'The organisation that asked for it; null for our own wishes.';
comment on column settlement.chain_tx.gas_limit is 'Null: estimated when it is signed.';
comment on column settlement.chain_tx.state is
  'waiting: no signed bytes; sent: bytes stored, maybe broadcast; mined: in a block; final and failed: that block is final.';
comment on column settlement.chain_tx.problem is 'Why the wish was not fulfilled: the contract''s refusal.';

create table settlement.chain_tx_attempt (
  tx_id            uuid           not null,
  attempt          int4           not null,
  nonce            int8           not null,
  is_blank         boolean        not null,
  raw              bytea          not null,
  hash             text           not null,
  max_fee          numeric(78, 0) not null,
  max_priority_fee numeric(78, 0) not null,
  signed_at        timestamptz(3) not null,
  broadcast_at     timestamptz(3),
  constraint chain_tx_attempt_pk primary key (tx_id, attempt),
  constraint chain_tx_attempt_tx_fk foreign key (tx_id) references settlement.chain_tx (id),
  constraint chain_tx_attempt_hash_is_unique unique (hash),
  constraint chain_tx_attempt_hash_is_lower_case_hex check (hash ~ '^0x[0-9a-f]{64}$'),
  constraint chain_tx_attempt_counts_from_one check (attempt > 0),
  constraint chain_tx_attempt_fees_fit check (max_fee >= max_priority_fee and max_priority_fee >= 0)
);
comment on table settlement.chain_tx_attempt is 'Signed bytes, stored before they are first broadcast. A later attempt pays more at the same nonce.';
comment on column settlement.chain_tx_attempt.is_blank is 'Uses the nonce up without the wish, which the contract would refuse.';
comment on column settlement.chain_tx_attempt.max_fee is 'Wei a unit of gas; max_priority_fee likewise.';
comment on column settlement.chain_tx_attempt.broadcast_at is 'When these bytes were last handed to the node.';

-- Seeing -------------------------------------------------------------------------------------------------------------

create table settlement.indexer (
  chain_id    int8 not null,
  next_block  int8 not null,
  final_block int8 not null,
  constraint indexer_pk primary key (chain_id),
  constraint indexer_position_not_negative check (next_block >= 0 and final_block >= -1)
);
comment on column settlement.indexer.next_block is 'First height that was not looked at yet; moves in the transaction of what was seen below it.';
comment on column settlement.indexer.final_block is 'Newest height known to be final when events were last booked; -1 for none.';

create table settlement.block (
  chain_id    int8           not null,
  number      int8           not null,
  hash        text           not null,
  parent_hash text           not null,
  mined_at    timestamptz(3) not null,
  orphaned_at timestamptz(3),
  constraint block_hashes_are_lower_case_hex check (hash ~ '^0x[0-9a-f]{64}$' and parent_hash ~ '^0x[0-9a-f]{64}$'),
  constraint block_pk primary key (chain_id, hash)
);
create unique index block_one_on_the_branch on settlement.block (chain_id, number) where orphaned_at is null;
comment on table settlement.block is 'Headers of the branch that we follow, and of branches that were left (orphaned_at).';

create table settlement.chain_event (
  id           uuid           not null,
  chain_id     int8           not null,
  block_number int8           not null,
  block_hash   text           not null,
  log_index    int4           not null,
  tx_hash      text           not null,
  contract     text           not null,
  name         text           not null,
  body         jsonb          not null,
  state        text           not null,
  problem      text,
  entry_id     uuid,
  reversal_id  uuid,
  seen_at      timestamptz(3) not null,
  final_at     timestamptz(3),
  orphaned_at  timestamptz(3),
  constraint chain_event_pk primary key (id),
  constraint chain_event_hashes_are_lower_case_hex check (block_hash ~ '^0x[0-9a-f]{64}$' and tx_hash ~ '^0x[0-9a-f]{64}$'),
  constraint chain_event_block_fk foreign key (chain_id, block_hash) references settlement.block (chain_id, hash),
  constraint chain_event_state_is_known check (state in ('seen', 'final', 'orphaned')),
  constraint chain_event_final_whole check ((state = 'final') <= (final_at is not null)),
  constraint chain_event_orphaned_whole check ((state = 'orphaned') = (orphaned_at is not null)),
  constraint chain_event_booked_only_when_final check (entry_id is null or final_at is not null),
  constraint chain_event_reverses_what_it_booked check (reversal_id is null or (entry_id is not null and state = 'orphaned')),
  constraint chain_event_orphan_leaves_nothing_booked check (state <> 'orphaned' or entry_id is null or reversal_id is not null)
);
create unique index chain_event_counts_once on settlement.chain_event (chain_id, block_hash, log_index) where state <> 'orphaned';
create index chain_event_unsettled on settlement.chain_event (chain_id, block_number, log_index) where state = 'seen';
create index chain_event_by_name on settlement.chain_event (chain_id, name, block_number, log_index) where state <> 'orphaned';
comment on table settlement.chain_event is 'Every event of our contracts, once per (block, log index). Never deleted: a reorg marks it orphaned.';
comment on column settlement.chain_event.state is 'seen: in a block (in transit); final: can no longer go away, its money is booked; orphaned: went away.';
comment on column settlement.chain_event.entry_id is 'The ledger entry that books it; null for an event without money.';
comment on column settlement.chain_event.reversal_id is 'The ledger entry that takes the booking back after a reorg deeper than finality.';
comment on column settlement.chain_event.problem is 'Why it could not be booked as it says.';

-- Payout trees -------------------------------------------------------------------------------------------------------

create table settlement.payee_lane (
  custody_key text           not null,
  lane        int8           not null,
  payee_id    uuid           not null,
  note_seq    int8           not null,
  opened_at   timestamptz(3) not null,
  constraint payee_lane_pk primary key (custody_key, lane),
  constraint payee_lane_one_each unique (custody_key, payee_id),
  constraint payee_lane_vault_fk foreign key (custody_key) references settlement.vault (custody_key),
  constraint payee_lane_is_uint32 check (lane between 0 and 4294967295)
);
comment on table settlement.payee_lane is 'A payee''s slot in a vault, for ever: never updated, never deleted.';
comment on column settlement.payee_lane.note_seq is 'Log position of the note that says (lane, account).';

create table settlement.epoch (
  custody_key text           not null,
  number      int8           not null,
  ledger_size int8           not null,
  leaf_count  int8           not null,
  total       int8           not null,
  tree_root   text           not null,
  root        text           not null,
  state       text           not null,
  tries       int4           not null default 0,
  active_at   timestamptz(3),
  post_tx     text,
  built_at    timestamptz(3) not null,
  constraint epoch_pk primary key (custody_key, number),
  constraint epoch_vault_fk foreign key (custody_key) references settlement.vault (custody_key),
  constraint epoch_hashes_are_lower_case_hex check (tree_root ~ '^0x[0-9a-f]{64}$' and root ~ '^0x[0-9a-f]{64}$' and post_tx ~ '^0x[0-9a-f]{64}$'),
  constraint epoch_state_is_known check (state in ('built', 'posting', 'posted', 'final', 'voided')),
  constraint epoch_has_leaves check (leaf_count > 0 and total > 0 and number > 0 and ledger_size > 0),
  constraint epoch_posted_whole check ((state in ('posted', 'final')) <= (active_at is not null and post_tx is not null))
);
create index epoch_open on settlement.epoch (custody_key, number) where state in ('built', 'posting');
comment on column settlement.epoch.ledger_size is 'Size of the ledger''s log that the leaves were read at.';
comment on column settlement.epoch.total is 'Sum of all cumulative amounts, minor units.';
comment on column settlement.epoch.tries is 'Posts that the vault refused; the next intent has the next number.';
comment on column settlement.epoch.active_at is 'The root may be claimed against from then on.';

create table settlement.epoch_leaf (
  custody_key text  not null,
  epoch       int8  not null,
  leaf_index  int8  not null,
  lane        int8  not null,
  payee_id    uuid  not null,
  wallet      text  not null,
  cumulative  int8  not null,
  last_seq    int8  not null,
  proof       bytea not null,
  constraint epoch_leaf_pk primary key (custody_key, epoch, leaf_index),
  constraint epoch_leaf_epoch_fk foreign key (custody_key, epoch) references settlement.epoch (custody_key, number),
  constraint epoch_leaf_lane_fk foreign key (custody_key, lane) references settlement.payee_lane (custody_key, lane),
  constraint epoch_leaf_wallet_is_lower_case_hex check (wallet ~ '^0x[0-9a-f]{40}$'),
  constraint epoch_leaf_one_per_payee unique (custody_key, epoch, payee_id),
  constraint epoch_leaf_amount_positive check (cumulative > 0 and last_seq > 0),
  constraint epoch_leaf_proof_is_hashes check (octet_length(proof) % 32 = 0)
);
comment on column settlement.epoch_leaf.cumulative is 'Balance of payee:<id>:settling:<custody key> at the epoch''s ledger size, minor units.';
comment on column settlement.epoch_leaf.last_seq is 'Log position of that account''s last transfer.';
comment on column settlement.epoch_leaf.proof is 'Sibling hashes from the leaf upwards, 32 bytes each.';

create table settlement.frozen_run (
  run_id      uuid           not null,
  custody_key text           not null,
  frozen_at   timestamptz(3),
  taken_at    timestamptz(3),
  epoch       int8,
  constraint frozen_run_pk primary key (run_id),
  constraint frozen_run_known_before_its_epoch check (epoch is null or (taken_at is not null and frozen_at is not null)),
  constraint frozen_run_epoch_fk foreign key (custody_key, epoch) references settlement.epoch (custody_key, number)
);
create index frozen_run_waiting on settlement.frozen_run (custody_key) where epoch is null;
comment on column settlement.frozen_run.frozen_at is 'Null while its event, which names its payees, has not come yet.';
comment on column settlement.frozen_run.taken_at is 'From then on payouts cancels it no more, and the next tree pays it.';
comment on table settlement.frozen_run is 'Payout runs whose money stands in settling accounts: waiting for an epoch, or in one.';

-- Rights -------------------------------------------------------------------------------------------------------------

revoke all on all functions in schema settlement from public;
grant usage on schema settlement to provisio_app;
grant select, insert on all tables in schema settlement to provisio_app;
grant update (next_lane) on settlement.vault to provisio_app;
grant update (next_nonce) on settlement.sender to provisio_app;
grant update (nonce, state, problem, mined_hash, mined_block, mined_block_hash, ended_at) on settlement.chain_tx to provisio_app;
grant update (broadcast_at) on settlement.chain_tx_attempt to provisio_app;
grant update (next_block, final_block) on settlement.indexer to provisio_app;
grant update (orphaned_at) on settlement.block to provisio_app;
grant update (state, problem, entry_id, reversal_id, final_at, orphaned_at) on settlement.chain_event to provisio_app;
grant update (state, tries, active_at, post_tx) on settlement.epoch to provisio_app;
grant update (frozen_at, taken_at, epoch) on settlement.frozen_run to provisio_app;
