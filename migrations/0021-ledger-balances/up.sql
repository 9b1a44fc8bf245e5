-- What every account showed at one size of the log, in a Merkle-sum tree an asset: the last transfer of an account becomes
-- provable, and with it the sum of what is owed. The root is under a note of the log (topic ledger.balances).
create table ledger.balances (
  asset           text  not null,
  size            int8  not null,
  note_seq        int8  not null,
  last_account_id int8  not null,
  account_count   int8  not null,
  owed            int8  not null,
  root            bytea not null,
  leaves          bytea not null,
  constraint balances_pkey primary key (asset, size),
  constraint balances_asset_fkey foreign key (asset) references ledger.asset (code),
  constraint balances_note_counts_once unique (note_seq),
  constraint balances_note_is_behind_its_leaves check (size >= 0 and note_seq > size),
  constraint balances_owed_is_not_negative check (owed >= 0),
  constraint balances_are_whole check (account_count > 0 and octet_length(root) = 32 and octet_length(leaves) = 40 * account_count)
);
comment on table ledger.balances is 'One Merkle-sum tree over the accounts of an asset, in order of their row numbers, as they stood at a size of the log.';
comment on column ledger.balances.size is 'Number of leaves of the log that the totals are of.';
comment on column ledger.balances.note_seq is 'Log position of the note whose hash commits to the tree.';
comment on column ledger.balances.last_account_id is 'The newest account in it; those opened later are not.';
comment on column ledger.balances.owed is 'Minor units owed to all owners: prepaid + leased + escrow + pending + payable + (settling − paid) + withheld.';
comment on column ledger.balances.leaves is 'For each account 32 bytes of its leaf hash and 8 of what is owed by it, big-endian.';
alter table ledger.balances alter column leaves set storage external;

create trigger balances_never_change before update or delete or truncate on ledger.balances
  for each statement execute function ledger.refuse_change();

-- I10 for this tree: what is stored is what the note in the log says.
create function ledger.check_new_balances() returns trigger
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
begin
  if not exists (
    select from ledger.note n
    where n.seq = new.note_seq and n.topic = 'ledger.balances'
      and n.hash = sha256('\x02'::bytea || substring(new.asset::bytea || decode(repeat('00', 16), 'hex') for 16) || int8send(new.size) || int8send(new.account_count)
        || int8send(new.owed) || new.root)
  ) then
    perform ledger.refuse('i10_balances_are_noted', format('balances of %s at %s', new.asset, new.size));
  end if;
  return null;
end $$;
create trigger check_new_balances after insert on ledger.balances for each row execute function ledger.check_new_balances();

revoke all on function ledger.check_new_balances() from public;
grant select, insert on ledger.balances to provisio_app;
