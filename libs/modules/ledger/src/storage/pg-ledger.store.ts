import { Injectable } from '@nestjs/common';
import { type Asset, type Id, formatInstant } from '#kernel';
import { type CopyPipe, type Tx, copyIn, loadSql } from '#platform/database';
import { type Account, type AccountRef, accountKey } from '../domain/account.ts';
import { AccountBook } from '../domain/account-book.ts';
import type { BookedEntry, DecidedEntry, DecidedSide, DecidedTransfer, Original } from '../domain/decide.ts';
import type { AccountPath } from '../domain/account-path.ts';
import { KIND_CODES, transferKindOf } from '../domain/entry.ts';
import { CopyRows } from './copy-rows.ts';
import { AccountCache } from './account-cache.ts';
import { type DecidedNote, type Head, LedgerStore, type Locked } from './ledger.store.ts';
import { type AccountRow, type EntryRow, accountOf, bookedEntryOf, instantOf } from './rows.ts';

const TAKE_HEAD = loadSql(import.meta.url, './sql/take-head.sql');
const LOCK = loadSql(import.meta.url, './sql/lock.sql');
const FIND_BOOKED_IDS = loadSql(import.meta.url, './sql/find-booked-ids.sql');
const FIND_ENTRIES = loadSql(import.meta.url, './sql/find-entries.sql');
const READ_ACCOUNTS = loadSql(import.meta.url, './sql/read-accounts.sql');
const OPEN_ACCOUNTS = loadSql(import.meta.url, './sql/open-accounts.sql');
const KNOWN_ASSETS = loadSql(import.meta.url, './sql/known-assets.sql');
const FIND_ORIGINALS = loadSql(import.meta.url, './sql/find-originals.sql');
const APPEND_TRANSFERS = loadSql(import.meta.url, './sql/append-transfers.sql');
const MAKE_ROOM = loadSql(import.meta.url, './sql/make-room.sql');
const APPEND_NOTES = loadSql(import.meta.url, './sql/append-notes.sql');

/** Posting on PostgreSQL: one round per step, whatever the size of the batch. */
@Injectable()
export class PgLedgerStore extends LedgerStore {
  private readonly cache = new AccountCache();
  /** The last log position that history is known to have a part for: there are never fewer. */
  private room = 0n;

  override async takeHead(tx: Tx): Promise<Head> {
    const [head] = await tx.query<{ seq: bigint; recorded_at: Date }>(TAKE_HEAD);
    return { seq: head!.seq, recordedAt: instantOf(head!.recorded_at) };
  }

  override async lock(tx: Tx, ids: readonly Id<'Entry'>[], refs: Iterable<AccountRef>): Promise<Locked> {
    const { known, unknown } = this.cache.sort(refs);
    const { rows } = await tx.client.query<LockRow>({
      name: 'ledger.lock',
      text: LOCK,
      values: [`{${ids.join(',')}}`, `{${known.map(({ id }) => id).join(',')}}`],
    });
    const row = rows[0]!;
    const accounts = AccountBook.of(this.cache.fill(known, row.accounts ?? Buffer.alloc(0)));
    if (unknown.length > 0) {
      const learned = await this.readAccounts(tx, unknown);
      for (const account of learned.values()) accounts.put(account);
      // Not before: an account that this transaction opened is gone when it ends otherwise.
      tx.afterCommit(() => this.cache.learn(learned.values()));
    }
    const closedUntil = row.closed_until === null ? undefined : instantOf(row.closed_until);
    const head = { seq: row.seq, recordedAt: instantOf(row.recorded_at), closedUntil };
    return { head, bookedIds: row.booked, accounts };
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
    const rows = await tx.query<OriginalRow>(FIND_ORIGINALS, [seqs]);
    return new Map(rows.map((row) => [row.seq, originalOf(row)]));
  }

  override async append(tx: Tx, entries: readonly DecidedEntry[]): Promise<void> {
    await this.makeRoom(tx, entries);
    await copyIn(tx, APPEND_TRANSFERS, transferRows(entries));
    tx.afterCommit(() => this.count());
  }

  /** A job makes parts of history long before they are needed; if it did not, whoever posts does. */
  private async makeRoom(tx: Tx, entries: readonly DecidedEntry[]): Promise<void> {
    const last = entries.at(-1)?.transfers.at(-1)?.seq ?? 0n;
    if (last <= this.room) return;
    const [row] = await tx.query<{ room: bigint }>(MAKE_ROOM, [last]);
    // Not before: a part that this transaction made is gone when it ends otherwise.
    tx.afterCommit(() => (this.room = row?.room ?? 0n));
  }

  override async appendAhead(pipe: CopyPipe, entries: readonly DecidedEntry[]): Promise<void> {
    await pipe.send(APPEND_TRANSFERS, transferRows(entries));
  }

  override async appendNotes(tx: Tx, notes: readonly DecidedNote[]): Promise<void> {
    const [first] = notes;
    if (first === undefined) return;
    tx.afterCommit(() => this.count());
    await tx.query(APPEND_NOTES, [
      first.seq,
      notes.map(({ topic }) => topic),
      Buffer.concat(notes.map(({ hash }) => hash)),
      Buffer.concat(notes.map(({ leafHash }) => leafHash)),
      formatInstant(first.recordedAt),
    ]);
  }
}

type LockRow = {
  seq: bigint;
  recorded_at: Date;
  closed_until: Date | null;
  booked: Id<'Entry'>[];
  accounts: Buffer | null;
};

type OriginalRow = {
  seq: bigint;
  kind: number;
  asset: string;
  amount: bigint;
  reversed: bigint;
  debit: AccountPath;
  credit: AccountPath;
  is_resolved: boolean;
};

function originalOf({ asset, amount, reversed, debit, credit, ...row }: OriginalRow): Original {
  const kind = transferKindOf(row.kind);
  const original = { kind, asset, amount, reversed };
  return kind === 'hold' ? { ...original, hold: { debit, credit, isResolved: row.is_resolved } } : original;
}

function pairs(refs: readonly AccountRef[]): [string[], string[]] {
  return [refs.map(({ path }) => path), refs.map(({ asset }) => asset)];
}

/** The columns of append-transfers.sql, in its order. */
const COLUMNS = 23;
/** Bytes of a row on the wire, without its texts. */
const ROW_BYTES = 420;

function transferRows(entries: readonly DecidedEntry[]): Buffer {
  const count = entries.reduce((sum, { transfers }) => sum + transfers.length, 0);
  const rows = new CopyRows(64 + count * ROW_BYTES);
  for (const entry of entries) {
    let isFirst = true;
    for (const transfer of entry.transfers) {
      putTransfer(rows.row(COLUMNS), entry, transfer, isFirst);
      isFirst = false;
    }
  }
  return rows.finish();
}

function putTransfer(rows: CopyRows, entry: DecidedEntry, transfer: DecidedTransfer, isFirst: boolean): void {
  const { draft, recordedAt } = entry;
  rows.int8(transfer.seq).int8(transfer.amount).timestamptz(draft.effectiveAt).timestamptz(recordedAt);
  putSide(rows, transfer.debit);
  putSide(rows, transfer.credit);
  if (transfer.refersTo === 0n) rows.absent();
  else rows.int8(transfer.refersTo);
  rows.uuid(draft.id).int2(KIND_CODES[transfer.kind]).text(draft.asset);
  if (transfer.facts === undefined) rows.absent();
  else rows.bytea(transfer.facts);
  if (!isFirst) return void rows.absent().absent().absent().absent();
  rows.int4(entry.transfers.length).hex(entry.contentHash).text(entry.metadata);
  if (entry.requested === null) rows.absent();
  else rows.text(entry.requested);
}

function putSide(rows: CopyRows, { account, prevSeq }: DecidedSide): void {
  rows.int8(account.id).int8(account.accountSeq).int8(prevSeq).int8(account.credits).int8(account.debits);
}
