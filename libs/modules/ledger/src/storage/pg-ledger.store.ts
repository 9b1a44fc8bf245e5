import { Injectable } from '@nestjs/common';
import { type Asset, type Id, formatInstant } from '#kernel';
import { type Tx, loadSql } from '#platform/database';
import { type Account, type AccountRef, accountKey } from '../domain/account.ts';
import type { BookedEntry, DecidedEntry, DecidedSide, Original } from '../domain/decide.ts';
import { KIND_CODES } from '../domain/entry.ts';
import { type DecidedNote, type Head, LedgerStore } from './ledger.store.ts';
import { type AccountRow, type EntryRow, accountOf, bookedEntryOf, instantOf, transferKindOf } from './rows.ts';

const TAKE_HEAD = loadSql(import.meta.url, './sql/take-head.sql');
const FIND_BOOKED_IDS = loadSql(import.meta.url, './sql/find-booked-ids.sql');
const FIND_ENTRIES = loadSql(import.meta.url, './sql/find-entries.sql');
const READ_ACCOUNTS = loadSql(import.meta.url, './sql/read-accounts.sql');
const OPEN_ACCOUNTS = loadSql(import.meta.url, './sql/open-accounts.sql');
const KNOWN_ASSETS = loadSql(import.meta.url, './sql/known-assets.sql');
const FIND_ORIGINALS = loadSql(import.meta.url, './sql/find-originals.sql');
const APPEND_ENTRIES = loadSql(import.meta.url, './sql/append-entries.sql');
const APPEND_TRANSFERS = loadSql(import.meta.url, './sql/append-transfers.sql');
const APPEND_NOTES = loadSql(import.meta.url, './sql/append-notes.sql');
const NO_FACTS = Buffer.alloc(32);

/** Posting on PostgreSQL: one round per step, whatever the size of the batch. */
@Injectable()
export class PgLedgerStore extends LedgerStore {
  override async takeHead(tx: Tx): Promise<Head> {
    const [head] = await tx.query<{ seq: bigint; recorded_at: Date }>(TAKE_HEAD);
    return { seq: head!.seq, recordedAt: instantOf(head!.recorded_at) };
  }

  override async findEntries(tx: Tx, ids: readonly Id<'Entry'>[]): Promise<Map<Id<'Entry'>, BookedEntry>> {
    // Nearly always none is booked: the cheap look-up first.
    const booked = await tx.query<{ id: Id<'Entry'> }>(FIND_BOOKED_IDS, [ids]);
    if (booked.length === 0) return new Map();
    const rows = await tx.query<EntryRow>(FIND_ENTRIES, [booked.map(({ id }) => id)]);
    return new Map(rows.map((row) => [row.id, bookedEntryOf(row)]));
  }

  override async readAccounts(tx: Tx, refs: readonly AccountRef[]): Promise<Map<string, Account>> {
    const wanted = new Map(refs.map((ref) => [accountKey(ref.path, ref.asset), ref]));
    const found = await this.selectAccounts(tx, [...wanted.values()]);
    const missing = [...wanted].filter(([key]) => !found.has(key)).map(([, ref]) => ref);
    if (missing.length === 0) return found;
    await tx.query(OPEN_ACCOUNTS, pairs(missing));
    for (const [key, account] of await this.selectAccounts(tx, missing)) found.set(key, account);
    return found;
  }

  private async selectAccounts(tx: Tx, refs: readonly AccountRef[]): Promise<Map<string, Account>> {
    const rows = await tx.query<AccountRow>(READ_ACCOUNTS, pairs(refs));
    return new Map(rows.map((row) => [accountKey(row.path, row.asset), accountOf(row)]));
  }

  override async knownAssets(tx: Tx, codes: readonly Asset[]): Promise<Set<Asset>> {
    const rows = await tx.query<{ code: Asset }>(KNOWN_ASSETS, [codes]);
    return new Set(rows.map(({ code }) => code));
  }

  override async findOriginals(tx: Tx, seqs: readonly bigint[]): Promise<Map<bigint, Original>> {
    if (seqs.length === 0) return new Map();
    type Row = { seq: bigint; kind: number; asset: string; amount: bigint; reversed: bigint };
    const rows = await tx.query<Row>(FIND_ORIGINALS, [seqs]);
    return new Map(rows.map((row) => [row.seq, { ...row, kind: transferKindOf(row.kind) }]));
  }

  override async append(tx: Tx, entries: readonly DecidedEntry[]): Promise<void> {
    await tx.query(APPEND_ENTRIES, [
      entries.map(({ draft }) => draft.id),
      entries.map(({ transfers }) => transfers[0]!.seq),
      entries.map(({ draft }) => formatInstant(draft.effectiveAt)),
      entries.map(({ recordedAt }) => formatInstant(recordedAt)),
      entries.map(({ transfers }) => transfers.length),
      Buffer.concat(entries.map(({ contentHash }) => contentHash)),
      entries.map(({ metadata }) => metadata),
      entries.map(({ requested }) => requested),
    ]);
    await tx.query(APPEND_TRANSFERS, transferColumns(entries));
  }

  override async appendNotes(tx: Tx, notes: readonly DecidedNote[]): Promise<void> {
    const [first] = notes;
    if (first === undefined) return;
    await tx.query(APPEND_NOTES, [
      first.seq,
      notes.map(({ topic }) => topic),
      Buffer.concat(notes.map(({ hash }) => hash)),
      Buffer.concat(notes.map(({ leafHash }) => leafHash)),
      formatInstant(first.recordedAt),
    ]);
  }
}

function pairs(refs: readonly AccountRef[]): [string[], string[]] {
  return [refs.map(({ path }) => path), refs.map(({ asset }) => asset)];
}

function transferColumns(entries: readonly DecidedEntry[]): unknown[] {
  const rows = entries.flatMap(({ draft, recordedAt, transfers }) => {
    const entry = {
      id: draft.id,
      asset: draft.asset,
      effectiveAt: formatInstant(draft.effectiveAt),
      recordedAt: formatInstant(recordedAt),
    };
    return transfers.map((transfer) => ({ entry, transfer }));
  });
  return [
    rows[0]!.transfer.seq,
    rows.map(({ entry }) => entry.id),
    rows.map(({ entry }) => entry.effectiveAt),
    rows.map(({ entry }) => entry.recordedAt),
    rows.map(({ transfer }) => KIND_CODES[transfer.kind]),
    rows.map(({ transfer }) => transfer.amount),
    rows.map(({ entry }) => entry.asset),
    rows.map(({ transfer }) => (transfer.refersTo === 0n ? null : transfer.refersTo)),
    ...sideColumns(rows.map(({ transfer }) => transfer.debit)),
    ...sideColumns(rows.map(({ transfer }) => transfer.credit)),
    Buffer.concat(rows.map(({ transfer }) => transfer.leafHash)),
    Buffer.concat(rows.map(({ transfer }) => transfer.facts ?? NO_FACTS)),
  ];
}

function sideColumns(sides: readonly DecidedSide[]): bigint[][] {
  return [
    sides.map(({ account }) => account.id),
    sides.map(({ leaf }) => leaf.accountSeq),
    sides.map(({ leaf }) => leaf.prevSeq),
    sides.map(({ leaf }) => leaf.creditsAfter),
    sides.map(({ leaf }) => leaf.debitsAfter),
  ];
}
