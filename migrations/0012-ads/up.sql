-- Campaigns, their creatives, the money handed to edges (leases), what was counted and charged. The money itself is in
-- the ledger; here stands what explains it, to the nano.
create schema ads;

create table ads.campaign (
  id              uuid           primary key,
  advertiser_id   uuid           not null,
  name            text           not null,
  asset           text           not null,
  unit_nanos      int8           not null,
  model           text           not null,
  bid_nanos       int8           not null,
  budget          int8           not null,
  quality_bps     int4           not null default 10000,
  targeting       jsonb          not null,
  cap_impressions int4           not null default 0,
  cap_hours       int4           not null default 0,
  starts_at       timestamptz(3) not null,
  ends_at         timestamptz(3),
  state           text           not null default 'draft',
  leased          int8           not null default 0,
  settled_nanos   int8           not null default 0,
  created_at      timestamptz(3) not null,
  changed_at      timestamptz(3) not null,
  version         int8           not null default 1,
  constraint campaign_name_is_unique unique (advertiser_id, name),
  constraint campaign_name_is_short check (length(name) between 1 and 200),
  constraint campaign_model_is_known check (model in ('cpm', 'cpc')),
  constraint campaign_state_is_known check (state in ('draft', 'active', 'paused')),
  constraint campaign_bid_is_positive check (bid_nanos between 1 and 1000000000000),
  constraint campaign_unit_is_a_power_of_ten check (unit_nanos in (1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 1e2, 1e1)),
  constraint campaign_budget_covers_one_bid check (budget::numeric * unit_nanos >= bid_nanos),
  constraint campaign_quality_is_plausible check (quality_bps between 1000 and 100000),
  constraint campaign_cap_has_both_or_neither check ((cap_impressions = 0) = (cap_hours = 0) and cap_impressions >= 0 and cap_hours between 0 and 720),
  constraint campaign_ends_after_start check (ends_at > starts_at),
  constraint campaign_never_leases_beyond_its_budget check (leased between 0 and budget),
  constraint campaign_is_charged_what_was_leased check (settled_nanos <= leased::numeric * unit_nanos)
);
comment on table ads.campaign is 'What an advertiser bids for and how much it may spend.';
comment on column ads.campaign.unit_nanos is 'Nanos (10⁻⁹ of a major unit) in one minor unit of the asset.';
comment on column ads.campaign.bid_nanos is 'The most that one impression (cpm) or click (cpc) may cost.';
comment on column ads.campaign.budget is 'Minor units, for the whole life of the campaign.';
comment on column ads.campaign.leased is 'Minor units moved from prepaid to leased for this campaign and not moved back.';
comment on column ads.campaign.version is 'Grows by 1 with each change of it or its creatives: what was read earlier never replaces what was read later.';
comment on column ads.campaign.settled_nanos is 'What its settled leases were charged.';
create index campaign_by_advertiser on ads.campaign (advertiser_id, id desc);
create index campaign_that_plays on ads.campaign (id) where state = 'active';

create table ads.creative (
  id            uuid           primary key,
  campaign_id   uuid           not null references ads.campaign (id),
  advertiser_id uuid           not null,
  content       jsonb          not null,
  landing_url   text           not null,
  domain        text           not null,
  categories    text[]         not null,
  state         text           not null default 'waiting',
  decided_by    uuid,
  decided_at    timestamptz(3),
  created_at    timestamptz(3) not null,
  constraint creative_landing_url_is_web check (landing_url ~ '^https?://' and length(landing_url) <= 2048),
  constraint creative_state_is_known check (state in ('waiting', 'approved', 'refused')),
  constraint creative_is_decided_by_somebody check ((state = 'waiting') = (decided_at is null))
);
comment on table ads.creative is 'What is shown. Plays only when it is approved.';
comment on column ads.creative.content is 'Format and its parts: banner image, product listing or video.';
create index creative_by_campaign on ads.creative (campaign_id, id);

create table ads.snapshot (
  version int8           primary key,
  hash    bytea          not null,
  body    text           not null,
  made_at timestamptz(3) not null,
  constraint snapshot_hash_is_sha256 check (octet_length(hash) = 32)
);
comment on table ads.snapshot is 'Every ad that may play, as edges load it; with its version an auction can be run again.';
comment on column ads.snapshot.hash is 'SHA-256 of what plays, without version and time: the same market is not published twice.';

create table ads.lease (
  id             uuid           primary key,
  campaign_id    uuid           not null references ads.campaign (id),
  advertiser_id  uuid           not null,
  asset          text           not null,
  unit_nanos     int8           not null,
  amount         int8           not null,
  returned_early int8           not null default 0,
  returned_late  int8           not null default 0,
  billed_nanos   int8           not null default 0,
  state          text           not null default 'open',
  opened_at      timestamptz(3) not null,
  serves_until   timestamptz(3) not null,
  settles_at     timestamptz(3) not null,
  constraint lease_amount_is_positive check (amount > 0),
  constraint lease_state_is_known check (state in ('open', 'closed', 'settled')),
  constraint lease_settles_after_it_serves check (settles_at > serves_until and serves_until > opened_at),
  constraint lease_returns_what_it_has check (returned_early >= 0 and returned_late >= 0 and returned_early + returned_late <= amount),
  constraint lease_is_never_overspent check (billed_nanos >= 0 and billed_nanos <= (amount - returned_early)::numeric * unit_nanos)
);
comment on table ads.lease is 'A slice of a campaign''s budget in the hands of one edge. What it does not spend goes back.';
comment on column ads.lease.amount is 'Minor units moved to org:leased for it; returned_early when the edge closed it, returned_late when it was settled.';
comment on column ads.lease.settles_at is 'When the last event that it may still have to pay is over.';
create index lease_to_settle on ads.lease (settles_at, id) where state <> 'settled';
create index lease_by_campaign on ads.lease (campaign_id, id);

create table ads.event (
  auction_id  uuid           not null,
  slot        int2           not null,
  kind        text           not null,
  campaign_id uuid           not null,
  creative_id uuid           not null,
  lease_id    uuid           not null,
  price_nanos int8           not null,
  outcome     text           not null,
  at          timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  constraint event_counts_once primary key (auction_id, slot, kind),
  constraint event_kind_is_known check (kind in ('impression', 'click', 'conversion')),
  constraint event_outcome_is_known check (outcome in ('billed', 'counted', 'late', 'not_covered')),
  constraint event_price_is_not_negative check (price_nanos >= 0)
);
comment on table ads.event is 'Every impression, click and conversion that counts: the key that makes a second one nothing.';
comment on column ads.event.price_nanos is 'What it was charged; 0 unless the outcome is billed.';

create table ads.daily (
  campaign_id   uuid not null,
  creative_id   uuid not null,
  placement     text not null,
  day           date not null,
  advertiser_id uuid not null,
  impressions   int8 not null default 0,
  clicks        int8 not null default 0,
  conversions   int8 not null default 0,
  unbilled      int8 not null default 0,
  spend_nanos   int8 not null default 0,
  constraint daily_pk primary key (campaign_id, creative_id, placement, day),
  constraint daily_placement_is_short check (length(placement) between 1 and 200)
);
comment on table ads.daily is 'The report: counts and charges by campaign, creative, placement and day (UTC) of the event.';
comment on column ads.daily.unbilled is 'Events that came too late, or that no lease covered: counted, never charged.';
create index daily_by_advertiser on ads.daily (advertiser_id, day);
create index daily_by_creative on ads.daily (creative_id);

create table ads.carry (
  campaign_id uuid not null,
  payee_id    uuid,
  unit_nanos  int8 not null,
  exact_nanos int8 not null default 0,
  posted      int8 not null default 0,
  constraint carry_pk unique nulls not distinct (campaign_id, payee_id),
  constraint carry_is_below_one_unit
    check (posted >= 0 and exact_nanos - posted::numeric * unit_nanos >= 0 and exact_nanos - posted::numeric * unit_nanos < unit_nanos)
);
comment on table ads.carry is 'What a campaign was charged for a payee (null: for the platform): exactly, and as posted to the ledger.';
comment on column ads.carry.posted is 'Minor units in the ledger; exact_nanos − posted × unit_nanos is carried until it makes one more.';

create table ads.earning (
  id          uuid           primary key,
  payee_id    uuid           not null,
  campaign_id uuid           not null,
  asset       text           not null,
  amount      int8           not null,
  entry_id    uuid           not null,
  matures_at  timestamptz(3) not null,
  matured_at  timestamptz(3),
  constraint earning_is_positive check (amount > 0)
);
comment on table ads.earning is 'A creator''s share of an ad beside their post, as it was posted; pending until it matures.';
create index earning_to_mature on ads.earning (matures_at, id) where matured_at is null;
create index earning_by_payee on ads.earning (payee_id, id desc);

create table ads.charge (
  entry_id    uuid           primary key,
  campaign_id uuid           not null references ads.campaign (id),
  amount      int8           not null,
  events      int8           not null,
  booked_at   timestamptz(3) not null,
  constraint charge_is_positive check (amount > 0),
  constraint charge_is_for_events check (events > 0)
);
comment on table ads.charge is 'The ledger entries that charged a campaign: where each of its minor units can be proven.';
comment on column ads.charge.amount is 'Minor units of the entry: the platform''s part and creators'' shares together. Σ per campaign = Σ carry.posted.';
comment on column ads.charge.events is 'Charged impressions or clicks of the batch that made it; nanos carried from earlier batches may be in it.';
create index charge_by_campaign on ads.charge (campaign_id, booked_at desc, entry_id desc);

create table ads.bill (
  campaign_id     uuid           not null references ads.campaign (id),
  number          int8           not null,
  previous_number int8,
  previous        bytea,
  hash            bytea          not null,
  body            text           not null,
  entry_id        uuid,
  billed_at       timestamptz(3) not null,
  constraint bill_pk primary key (campaign_id, number),
  constraint bill_entry_is_once unique (entry_id),
  constraint bill_hash_is_once unique (campaign_id, number, hash),
  constraint bill_hash_is_of_body check (hash = sha256(convert_to(body, 'UTF8'))),
  constraint bill_says_what_its_row_says check (
    ((body::jsonb ->> 'campaign')::uuid = campaign_id and (body::jsonb ->> 'number')::int8 = number
     and body::jsonb ->> 'previous' = coalesce(encode(previous, 'hex'), '')) is true),
  constraint bill_follows_the_one_before check (
    (number = 1 and previous_number is null and previous is null
     or number > 1 and previous_number = number - 1 and previous is not null) is true),
  constraint bill_before_is_there foreign key (campaign_id, previous_number, previous)
    references ads.bill (campaign_id, number, hash)
);
comment on table ads.bill is 'What one batch of events cost one campaign, as hashed: numbered without gaps, each naming the one before by its hash.';
comment on column ads.bill.body is 'Canonical JSON (RFC 8785): charged events by price and share, and how they became minor units.';
comment on column ads.bill.entry_id is 'The ledger entry whose metadata has this hash; null where nothing made a whole minor unit.';
grant select, insert on ads.bill to provisio_app;

create table ads.auction_minute (
  id        uuid           primary key,
  sealed_at timestamptz(3) not null,
  size      int4           not null,
  root      bytea          not null,
  note_seq  int8           not null,
  constraint auction_minute_has_auctions check (size > 0),
  constraint auction_minute_root_is_sha256 check (octet_length(root) = 32),
  constraint auction_minute_has_a_note_of_its_own unique (note_seq)
);
comment on table ads.auction_minute is 'Auctions under one Merkle root (RFC 9162), which stands in the ledger''s log as a note.';

create table ads.auction_leaf (
  auction_id  uuid           primary key,
  at          timestamptz(3) not null,
  advertisers uuid[]         not null,
  body        text           not null,
  winners     jsonb          not null,
  leaf_hash   bytea          not null,
  minute_id   uuid           references ads.auction_minute (id) deferrable initially deferred,
  place       int4,
  constraint auction_leaf_hash_is_sha256 check (octet_length(leaf_hash) = 32),
  constraint auction_leaf_has_a_place_in_its_minute check ((minute_id is null) = (place is null)),
  constraint auction_leaf_place_is_its_own unique (minute_id, place)
);
comment on table ads.auction_leaf is 'An auction that somebody won, as its leaf has it; sealed once its minute is in the log.';
comment on column ads.auction_leaf.body is 'Canonical JSON (RFC 8785); leaf_hash is SHA-256(0x00 ‖ body).';
comment on column ads.auction_leaf.winners is 'What the hashes of winners in body are of; each is shown to its own advertiser only.';
create index auction_leaf_to_seal on ads.auction_leaf (auction_id) where minute_id is null;

grant usage on schema ads to provisio_app;
grant select, insert on ads.auction_minute, ads.auction_leaf to provisio_app;
grant update (minute_id, place) on ads.auction_leaf to provisio_app;
grant select, insert on ads.campaign, ads.creative, ads.snapshot, ads.lease, ads.event, ads.daily, ads.carry, ads.earning, ads.charge to provisio_app;
grant update (state, changed_at, leased, settled_nanos, version) on ads.campaign to provisio_app;
grant update (state, decided_by, decided_at) on ads.creative to provisio_app;
grant update (returned_early, returned_late, billed_nanos, state) on ads.lease to provisio_app;
grant update (impressions, clicks, conversions, unbilled, spend_nanos) on ads.daily to provisio_app;
grant update (exact_nanos, posted) on ads.carry to provisio_app;
grant update (matured_at) on ads.earning to provisio_app;
grant delete on ads.snapshot to provisio_app;
