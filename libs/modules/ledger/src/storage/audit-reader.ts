import { Injectable } from '@nestjs/common';
import { type EpochMs, sha256 } from '#kernel';
import { Database, UnitOfWork, loadSql } from '#platform/database';
import type { StoredAccount, StoredNote, StoredOriginal, StoredPeriodMove, StoredTransfer } from '../domain/replay.ts';
import type { StoredCheckpoint, StoredTail, StoredTile } from '../domain/replay/replayed-tree.ts';
import type { Solvency } from '../domain/solvency.ts';
import { type CopiedRows, copyOut } from './copy-out.ts';
import { type AccountRow, accountOf, instantOf } from './rows.ts';

const SNAPSHOT = loadSql(import.meta.url, './sql/check-snapshot.sql');
const TRANSFERS = loadSql(import.meta.url, './sql/check-transfers.sql');
const NOTES = loadSql(import.meta.url, './sql/check-notes.sql');
const PERIOD_MOVES = loadSql(import.meta.url, './sql/check-period-moves.sql');
const CHECKPOINTS = loadSql(import.meta.url, './sql/check-checkpoints.sql');
const TILES = loadSql(import.meta.url, './sql/check-tiles.sql');
const TAIL = loadSql(import.meta.url, './sql/check-tail.sql');
const PARTS = loadSql(import.meta.url, './sql/check-parts.sql');
const ORIGINALS = loadSql(import.meta.url, './sql/check-originals.sql');

/** The books at one moment, before they are replayed. */
export type AuditSnapshot = {
  readonly seq: bigint;
  readonly closedUntil: EpochMs | undefined;
  /** The first row that stands at no position of the log, undefined when all do. */
  readonly outside: bigint | undefined;
  /** By row number. `isCharted`: it is what the chart says of its path. */
  readonly accounts: Map<bigint, StoredAccount & { readonly solvency: Solvency; readonly isCharted: boolean }>;
};

/** A stretch of the log, every row with its position in order. */
export type LogPage = {
  /** Read out of the answer one by one, once: a row that is looked at lives no longer than it is needed. */
  readonly transfers: Iterable<StoredTransfer>;
  readonly notes: readonly StoredNote[];
  /** The tiles whose last leaf is in the page, by `level/index`. */
  readonly tiles: ReadonlyMap<string, StoredTile>;
  /** What the page's reversals name, by log position. */
  readonly originals: ReadonlyMap<bigint, StoredOriginal>;
};

/** Transfers and notes of a page by log position: two sorted lists, merged. */
export function* inLogOrder({ transfers, notes }: LogPage): Generator<StoredTransfer | StoredNote> {
  let next = 0;
  for (const transfer of transfers) {
    for (let note = notes[next]; note !== undefined && note.seq < transfer.seq; note = notes[next]) {
      yield note;
      next += 1;
    }
    yield transfer;
  }
  yield* notes.slice(next);
}

/** Whether a row of the log is a note. */
export function isNote(row: StoredTransfer | StoredNote): row is StoredNote {
  return 'topic' in row;
}

/** Reads the books as they are stored, for the audit. */
@Injectable()
export class AuditReader {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async snapshot(): Promise<AuditSnapshot> {
    type Row = {
      seq: bigint;
      closed_until: Date | null;
      outside: bigint | null;
      solvency: Solvency;
      is_charted: boolean;
    } & (AccountRow | { id: null });
    const rows = await this.database.query<Row>(SNAPSHOT);
    const accounts = new Map(
      rows.flatMap((row) => {
        if (row.id === null) return [];
        const stored = accountOf(row);
        const { solvency, is_charted: isCharted } = row;
        return [[stored.id, { stored, pathHash: sha256(stored.path), solvency, isCharted }] as const];
      }),
    );
    const closed = rows[0]?.closed_until ?? null;
    const closedUntil = closed === null ? undefined : instantOf(closed);
    return { seq: rows[0]?.seq ?? 0n, closedUntil, outside: rows[0]?.outside ?? undefined, accounts };
  }

  /** What stands at positions `from` … `to`. */
  page(from: bigint, to: bigint): Promise<LogPage> {
    const sql = TRANSFERS.replaceAll(':from', String(from)).replaceAll(':to', String(to));
    return this.unitOfWork.run(async (tx) => {
      const rows = await copyOut(tx, sql);
      const notes = await tx.query<NoteRow>(NOTES, [from, to]);
      const tiles = await tx.query<StoredTile & { level: number; tile_index: bigint }>(TILES, [from, to]);
      const originals = await tx.query<StoredOriginal & { seq: bigint }>(ORIGINALS, [from, to]);
      return {
        transfers: transfersOf(rows),
        notes: notes.map(noteOf),
        tiles: new Map(tiles.map((tile) => [`${tile.level}/${tile.tile_index}`, tile])),
        originals: new Map(originals.map((row) => [row.seq, row])),
      };
    });
  }

  /** Every move of the books' closing, by the position of its note. */
  async periodMoves(): Promise<Map<bigint, StoredPeriodMove>> {
    type Row = {
      note_seq: bigint;
      kind: 'close' | 'reopen';
      until: Date | null;
      before: Date | null;
      moved_by: string;
      reason: string;
    };
    const rows = await this.database.query<Row>(PERIOD_MOVES);
    const at = (date: Date | null): EpochMs | undefined => (date === null ? undefined : instantOf(date));
    return new Map(
      rows.map(({ note_seq: noteSeq, kind, until, before, moved_by: by, reason }) => [
        noteSeq,
        { noteSeq, kind, until: at(until), before: at(before), by, reason },
      ]),
    );
  }

  /** The leaf hashes behind the last full tile when the newest head was signed. */
  async tail(): Promise<StoredTail> {
    const [row] = await this.database.query<StoredTail>(TAIL);
    return row ?? { size: 0n, hashes: Buffer.alloc(0) };
  }

  /** Numbers of the parts of history that are not what is said of them. */
  async falseParts(): Promise<number[]> {
    return (await this.database.query<{ part: number }>(PARTS)).map(({ part }) => part);
  }

  /** Every checkpoint, smallest first. */
  checkpoints(): Promise<StoredCheckpoint[]> {
    return this.database.query(CHECKPOINTS);
  }
}

function* transfersOf(rows: CopiedRows): Generator<StoredTransfer> {
  while (rows.next()) yield transferOf(rows);
}

function transferOf(rows: CopiedRows): StoredTransfer {
  const [seq, entryId] = [rows.int8(), rows.bytea()];
  const [effectiveAt, recordedAt] = [rows.timestamptz() as EpochMs, rows.timestamptz() as EpochMs];
  const [kind, amount, asset, refersTo] = [rows.int2(), rows.int8(), rows.repeatedText(), rows.int8OrNull() ?? 0n];
  const facts = rows.byteaOrNull() ?? undefined;
  const [debit, credit] = [sideOf(rows), sideOf(rows)];
  const [transferCount, contentHash] = [rows.int4OrNull(), rows.byteaOrNull()];
  const [metadata, requested] = [rows.textOrNull(), rows.textOrNull()];
  return {
    seq,
    entryId,
    effectiveAt,
    recordedAt,
    kind,
    amount,
    asset,
    refersTo,
    facts,
    debit,
    credit,
    opens: transferCount === null ? undefined : { transferCount, contentHash, metadata, requested },
  };
}

function sideOf(rows: CopiedRows): StoredTransfer['debit'] {
  return {
    accountId: rows.int8(),
    accountSeq: rows.int8(),
    prevSeq: rows.int8(),
    creditsAfter: rows.int8(),
    debitsAfter: rows.int8(),
  };
}

type NoteRow = { seq: bigint; topic: string; hash: Buffer; recorded_at: Date; leaf_hash: Buffer };

function noteOf(row: NoteRow): StoredNote {
  const recordedAt: EpochMs = instantOf(row.recorded_at);
  return { seq: row.seq, topic: row.topic, hash: row.hash, recordedAt, leafHash: row.leaf_hash };
}
