-- Who may do what, for whom, and where a payee wants to be paid.
create schema identity;

create table identity.organisation (
  id         uuid           not null,
  kind       text           not null,
  name       text           not null,
  created_at timestamptz(3) not null,
  constraint organisation_pk primary key (id),
  constraint organisation_id_with_kind unique (id, kind),
  constraint organisation_kind_is_known check (kind in ('merchant', 'partner', 'platform', 'advertiser', 'agency')),
  constraint organisation_name_is_short check (length(name) between 1 and 200)
);
comment on table identity.organisation is 'Legal party with data and money of its own. A partner is also the payee of the ledger.';

create table identity."user" (
  id            uuid           not null,
  email         text           not null,
  name          text           not null,
  password_hash text           not null,
  is_demo       boolean        not null,
  created_at    timestamptz(3) not null,
  constraint user_pk primary key (id),
  constraint user_email_is_unique unique (email),
  constraint user_email_is_lower_case check (email = lower(email) and length(email) between 3 and 254),
  constraint user_password_is_argon2id check (password_hash like '$argon2id$%')
);
comment on column identity."user".is_demo is 'Made by the demo, with a published password. Refused outside chain 31337.';

create table identity.membership (
  user_id           uuid           not null,
  organisation_id   uuid           not null,
  organisation_kind text           not null,
  roles             text[]         not null,
  created_at        timestamptz(3) not null,
  constraint membership_pk primary key (user_id, organisation_id),
  constraint membership_user foreign key (user_id) references identity."user" (id),
  constraint membership_organisation foreign key (organisation_id, organisation_kind)
    references identity.organisation (id, kind),
  constraint membership_roles_fit_the_organisation check (
    cardinality(roles) > 0 and roles <@ case organisation_kind
      when 'platform' then array['finance', 'moderator', 'shopper', 'auditor']
      when 'partner' then array['influencer']
      else array['merchant']
    end
  )
);
create index membership_by_organisation on identity.membership (organisation_id);
comment on column identity.membership.organisation_kind is
  'Copy of the organisation''s kind, held equal by the foreign key, so that finance and moderator exist at the platform only.';

create table identity.refresh_family (
  id              uuid           not null,
  user_id         uuid           not null,
  organisation_id uuid           not null,
  created_at      timestamptz(3) not null,
  revoked_at      timestamptz(3),
  revoked_because text,
  constraint refresh_family_pk primary key (id),
  constraint refresh_family_membership foreign key (user_id, organisation_id)
    references identity.membership (user_id, organisation_id),
  constraint refresh_family_revoked_with_reason check ((revoked_at is null) = (revoked_because is null)),
  constraint refresh_family_reason_is_known check (revoked_because in ('token_reused', 'signed_out'))
);
create index refresh_family_by_user on identity.refresh_family (user_id);

create table identity.refresh_token (
  hash       bytea          not null,
  family_id  uuid           not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at    timestamptz(3),
  constraint refresh_token_pk primary key (hash),
  constraint refresh_token_family foreign key (family_id) references identity.refresh_family (id),
  constraint refresh_token_hash_is_sha256 check (octet_length(hash) = 32)
);
create index refresh_token_by_family on identity.refresh_token (family_id);
comment on column identity.refresh_token.hash is 'SHA-256 of the token; the token itself is never stored.';

create table identity.api_key (
  id              uuid           not null,
  organisation_id uuid           not null,
  name            text           not null,
  prefix          text           not null,
  hash            bytea          not null,
  roles           text[]         not null,
  scopes          text[]         not null,
  created_by      uuid           not null,
  created_at      timestamptz(3) not null,
  last_used_at    timestamptz(3),
  revoked_at      timestamptz(3),
  constraint api_key_pk primary key (id),
  constraint api_key_organisation foreign key (organisation_id) references identity.organisation (id),
  constraint api_key_hash_is_unique unique (hash),
  constraint api_key_hash_is_sha256 check (octet_length(hash) = 32),
  constraint api_key_has_scopes check (cardinality(scopes) > 0)
);
create index api_key_by_organisation on identity.api_key (organisation_id);
comment on column identity.api_key.prefix is 'The first characters of the key, shown in lists so that a person can tell keys apart.';

create table identity.wallet_challenge (
  nonce           text           not null,
  organisation_id uuid           not null,
  user_id         uuid           not null,
  address         text           not null,
  message         text           not null,
  issued_at       timestamptz(3) not null,
  expires_at      timestamptz(3) not null,
  used_at         timestamptz(3),
  constraint wallet_challenge_pk primary key (nonce),
  constraint wallet_challenge_organisation foreign key (organisation_id) references identity.organisation (id),
  constraint wallet_challenge_nonce_is_long check (length(nonce) >= 16)
);
create index wallet_challenge_by_expiry on identity.wallet_challenge (expires_at);
comment on column identity.wallet_challenge.message is 'The whole EIP-4361 text that must be signed, byte for byte.';

create table identity.payee_wallet (
  organisation_id uuid           not null,
  version         integer        not null,
  address         text           not null,
  message         text           not null,
  signature       text           not null,
  set_by          uuid           not null,
  set_at          timestamptz(3) not null,
  constraint payee_wallet_pk primary key (organisation_id, version),
  constraint payee_wallet_organisation foreign key (organisation_id) references identity.organisation (id),
  constraint payee_wallet_version_counts check (version > 0),
  constraint payee_wallet_address_is_lower_case check (address ~ '^0x[0-9a-f]{40}$')
);
comment on table identity.payee_wallet is
  'Every wallet a payee ever set, with its signed proof; the highest version is the one in force. Rows are never changed.';

create function identity.history_is_kept() returns trigger language plpgsql as $$
begin
  raise exception '% of %.% is refused: its rows are history', tg_op, tg_table_schema, tg_table_name
    using errcode = 'restrict_violation', constraint = 'payee_wallet_is_append_only';
end $$;
create trigger payee_wallet_is_append_only before update or delete or truncate on identity.payee_wallet
  for each statement execute function identity.history_is_kept();

grant usage on schema identity to provisio_app;
grant select, insert on all tables in schema identity to provisio_app;
grant update (revoked_at, revoked_because) on identity.refresh_family to provisio_app;
grant update (used_at) on identity.refresh_token to provisio_app;
grant update (last_used_at, revoked_at) on identity.api_key to provisio_app;
grant update (used_at), delete on identity.wallet_challenge to provisio_app;
