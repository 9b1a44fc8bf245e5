import { Injectable } from '@nestjs/common';
import { type EpochMs, sha256 } from '#kernel';
import { Database, loadSql } from '#platform/database';
import type { ReplayedAccount, StoredEntry, StoredNote, StoredTransfer } from '../domain/replay.ts';
import type { Solvency } from '../domain/solvency.ts';
import { type AccountRow, accountOf, instantOf } from './rows.ts';

const SNAPSHOT = loadSql(import.meta.url, './sql/check-snapshot.sql');
const ENTRIES = loadSql(import.meta.url, './sql/check-entries.sql');
const TRANSFERS = loadSql(import.meta.url, './sql/check-transfers.sql');
const NOTES = loadSql(import.meta.url, './sql/check-notes.sql');
const CHECKPOINTS = loadSql(import.meta.url, './sql/check-checkpoints.sql');
const TILES = loadSql(import.meta.url, './sql/check-tiles.sql');
const ORIGINALS = loadSql(import.meta.url, './sql/find-originals.sql');

/** The books at one moment, before they are replayed. */
export type AuditSnapshot = {
  readonly seq: bigint;
  /** By row number; replayed totals start at zero. */
  readonly accounts: Map<bigint, ReplayedAccount & { readonly solvency: Solvency }>;
};

/** A stretch of the log, every row with its position in order. */
export type LogPage = {
  readonly entries: readonly StoredEntry[];
  readonly transfers: readonly StoredTransfer[];
  readonly notes: readonly StoredNote[];
};

/** Reads the books as they are stored, for the audit. */
@Injectable()
export class AuditReader {
  constructor(private readonly database: Database) {}

  async snapshot(): Promise<AuditSnapshot> {
    type Row = { seq: bigint; solvency: Solvency } & (AccountRow | { id: null });
    const rows = await this.database.query<Row>(SNAPSHOT);
    const accounts = new Map(
      rows.flatMap((row) => {
        if (row.id === null) return [];
        const stored = accountOf(row);
        const zero = { debits: 0n, credits: 0n, pendingDebits: 0n, pendingCredits: 0n, accountSeq: 0n, lastSeq: 0n };
        return [[stored.id, { stored, pathHash: sha256(stored.path), solvency: row.solvency, ...zero }] as const];
      }),
    );
    return { seq: rows[0]?.seq ?? 0n, accounts };
  }

  /** What stands at positions `from` … `to`. */
  async page(from: bigint, to: bigint): Promise<LogPage> {
    const entries = await this.database.query<EntryRow>(ENTRIES, [from, to]);
    const transfers = await this.database.query<TransferRow>(TRANSFERS, [from, to]);
    const notes = await this.database.query<NoteRow>(NOTES, [from, to]);
    return { entries: entries.map(entryOf), transfers: transfers.map(transferOf), notes: notes.map(noteOf) };
  }

  async originals(seqs: readonly bigint[]): Promise<Map<bigint, { asset: string; amount: bigint; kind: number }>> {
    if (seqs.length === 0) return new Map();
    const rows = await this.database.query<{ seq: bigint; asset: string; amount: bigint; kind: number }>(ORIGINALS, [
      seqs,
    ]);
    return new Map(rows.map((row) => [row.seq, row]));
  }

  /** Every checkpoint, smallest first. */
  checkpoints(): Promise<{ size: bigint; root: Buffer; signed_note: string }[]> {
    return this.database.query(CHECKPOINTS);
  }

  /** Root of each tile by `level/index`, and whether its hashes add up to it. */
  async tiles(): Promise<Map<string, { root: Buffer; isWhole: boolean }>> {
    const rows = await this.database.query<{ level: number; tile_index: bigint; root: Buffer; is_whole: boolean }>(
      TILES,
    );
    return new Map(rows.map((row) => [`${row.level}/${row.tile_index}`, { root: row.root, isWhole: row.is_whole }]));
  }
}

type EntryRow = {
  id: string;
  first_seq: bigint;
  effective_at: Date;
  recorded_at: Date;
  transfer_count: number;
  content_hash: Buffer;
  metadata: string;
  requested: string | null;
};

function entryOf(row: EntryRow): StoredEntry {
  return {
    id: row.id,
    firstSeq: row.first_seq,
    transferCount: row.transfer_count,
    effectiveAt: instantOf(row.effective_at),
    recordedAt: instantOf(row.recorded_at),
    contentHash: row.content_hash,
    metadata: row.metadata,
    requested: row.requested,
  };
}

type TransferRow = {
  seq: bigint;
  entry_id: string;
  effective_at: Date;
  recorded_at: Date;
  kind: number;
  amount: bigint;
  asset: string;
  refers_to: bigint | null;
  leaf_hash: Buffer;
  facts: Buffer | null;
  debit_account_id: bigint;
  debit_account_seq: bigint;
  debit_prev_seq: bigint;
  debit_credits_after: bigint;
  debit_debits_after: bigint;
  credit_account_id: bigint;
  credit_account_seq: bigint;
  credit_prev_seq: bigint;
  credit_credits_after: bigint;
  credit_debits_after: bigint;
};

function transferOf(row: TransferRow): StoredTransfer {
  return {
    seq: row.seq,
    entryId: row.entry_id,
    kind: row.kind,
    amount: row.amount,
    asset: row.asset,
    effectiveAt: instantOf(row.effective_at),
    recordedAt: instantOf(row.recorded_at),
    refersTo: row.refers_to ?? 0n,
    facts: row.facts ?? undefined,
    leafHash: row.leaf_hash,
    debit: {
      accountId: row.debit_account_id,
      accountSeq: row.debit_account_seq,
      prevSeq: row.debit_prev_seq,
      creditsAfter: row.debit_credits_after,
      debitsAfter: row.debit_debits_after,
    },
    credit: {
      accountId: row.credit_account_id,
      accountSeq: row.credit_account_seq,
      prevSeq: row.credit_prev_seq,
      creditsAfter: row.credit_credits_after,
      debitsAfter: row.credit_debits_after,
    },
  };
}

type NoteRow = { seq: bigint; topic: string; hash: Buffer; recorded_at: Date; leaf_hash: Buffer };

function noteOf(row: NoteRow): StoredNote {
  const recordedAt: EpochMs = instantOf(row.recorded_at);
  return { seq: row.seq, topic: row.topic, hash: row.hash, recordedAt, leafHash: row.leaf_hash };
}
