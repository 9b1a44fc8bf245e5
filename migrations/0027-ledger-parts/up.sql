-- Moves a closed part of history to another tablespace while posting and reading go on: a copy is made beside it, dressed like it and
-- compared with it, and takes its place in one short transaction. Each step is a statement of the caller's, so that a copy of
-- millions of rows holds no snapshot and no lock for long; whatever ends it early leaves a table that the next begin drops.

-- An empty table for the copy. The check is what spares the swap a look at all rows: they are known to be of this part.
create function ledger.begin_part_copy(part int4, tablespace text) returns void
language plpgsql set search_path = pg_catalog, ledger, pg_temp as $$
declare
  bounds ledger.transfer_part;
  copy text := format('transfer_%s_copy', part);
begin
  select * into bounds from ledger.transfer_part p where p.part = begin_part_copy.part and p.closed_at is not null;
  if not found then
    perform ledger.refuse('part_is_closed', format('part %s takes rows or is not there', part));
  end if;
  execute format('drop table if exists ledger.%I', copy);
  execute format('create table ledger.%I (like ledger.transfer including defaults including constraints including storage,
    constraint part_has_its_positions check (seq >= %s and seq < %s)) tablespace %I', copy, bounds.first_seq, bounds.last_seq + 1, tablespace);
end $$;

create function ledger.copy_rows_of_part(part int4, first_seq int8, last_seq int8) returns void
language plpgsql set search_path = pg_catalog, ledger, pg_temp as $$
begin
  execute format('insert into ledger.transfer_%1$s_copy select * from ledger.transfer_%1$s t where t.seq between $1 and $2 order by t.seq', part)
  using first_seq, last_seq;
end $$;

-- Indexes, refusals of change and rights like every part's; from here on nobody changes the copy. Its indexes lie where it lies.
create function ledger.dress_part_copy(part int4, tablespace text) returns void
language plpgsql set search_path = pg_catalog, ledger, pg_temp set default_tablespace = '' as $$
begin
  perform set_config('default_tablespace', tablespace, true);
  perform ledger.dress_part(format('transfer_%s_copy', part));
end $$;

-- The first position between the two at which part and copy differ in any column, null when they are the same.
create function ledger.first_difference(part int4, first_seq int8, last_seq int8) returns int8
language plpgsql stable set search_path = pg_catalog, ledger, pg_temp as $$
declare
  found_at int8;
begin
  execute format('select min(coalesce(o.seq, n.seq)) from (select * from ledger.transfer_%1$s t where t.seq between $1 and $2) o
    full join (select * from ledger.transfer_%1$s_copy t where t.seq between $1 and $2) n on n.seq = o.seq
    where row(o.*) is distinct from row(n.*)', part) into found_at using first_seq, last_seq;
  return found_at;
end $$;

-- The first leaf of the first full tile between the two positions whose leaves, made from the rows, are not those that were sealed.
create function ledger.first_unproved(first_seq int8, last_seq int8) returns int8
language plpgsql stable set search_path = pg_catalog, ledger, pg_temp as $$
declare
  first_tile int8 := (first_seq + 254) / 256;
  end_tile int8 := last_seq / 256;
  leaves bytea;
begin
  if first_tile >= end_tile then return null; end if;
  leaves := ledger.leaf_hashes(first_tile * 256 + 1, end_tile * 256);
  return (select min(t.tile_index) * 256 + 1 from ledger.tile t
    where t.level = 0 and t.tile_index >= first_tile and t.tile_index < end_tile
      and t.hashes is distinct from substring(leaves from (8192 * (t.tile_index - first_tile))::int4 + 1 for 8192));
end $$;

-- Puts the copy in the part's place and drops what was there. Nobody may read or write history meanwhile: some milliseconds, because
-- nothing is looked through. It waits for those who do no longer than this, since everybody else waits behind it.
create function ledger.swap_part(part int4) returns void
language plpgsql set search_path = pg_catalog, ledger, pg_temp set lock_timeout = '200ms' as $$
declare
  bounds ledger.transfer_part;
  name text := format('transfer_%s', part);
  copy text := format('transfer_%s_copy', part);
  suffix text;
begin
  lock table ledger.transfer in access exclusive mode;
  select * into strict bounds from ledger.transfer_part p where p.part = swap_part.part and p.closed_at is not null;
  execute format('alter table ledger.transfer detach partition ledger.%I', name);
  execute format('drop table ledger.%I', name);
  execute format('alter table ledger.%I rename to %I', copy, name);
  foreach suffix in array array['_pkey', '_i8_id_counts_once', '_i9_hold_resolves_once', '_refers_to'] loop
    execute format('alter index ledger.%I rename to %I', copy || suffix, name || suffix);
  end loop;
  execute format('alter table ledger.transfer attach partition ledger.%I for values from (%s) to (%s)', name, bounds.first_seq, bounds.last_seq + 1);
  execute format('alter table ledger.%I drop constraint part_has_its_positions', name);
end $$;
comment on function ledger.swap_part is 'The last step of moving a part: the caller has compared the copy.';

revoke all on function ledger.begin_part_copy(int4, text), ledger.copy_rows_of_part(int4, int8, int8), ledger.dress_part_copy(int4, text),
  ledger.first_difference(int4, int8, int8), ledger.first_unproved(int8, int8), ledger.swap_part(int4) from public;
