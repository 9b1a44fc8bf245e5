import { Injectable } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import { Database, loadSql } from '#platform/database';
import { EntryNotFound } from '../../ledger.errors.ts';
import { NotInLog } from '../../log.errors.ts';
import type { EntryView } from '../../domain/entry-view.ts';
import { type EntryRow, entryViewOf, instantOf } from '../../storage/rows.ts';

const FIND_ENTRIES = loadSql(import.meta.url, '../../storage/sql/find-entries.sql');
const ENTRY_IDS_OF_SEQS = loadSql(import.meta.url, '../../storage/sql/entry-ids-of-seqs.sql');
const READ_NOTE = loadSql(import.meta.url, '../../storage/sql/read-note.sql');

/** A note as the log holds it. */
export type NoteView = {
  readonly seq: bigint;
  readonly topic: string;
  /** 32 bytes. */
  readonly hash: Buffer;
  readonly recordedAt: EpochMs;
};

/** Reads booked entries and notes with everything that their proofs need. */
@Injectable()
export class ReadEntry {
  constructor(private readonly database: Database) {}

  /** @throws {EntryNotFound} */
  async execute(id: Id<'Entry'>): Promise<EntryView> {
    const view = (await this.all([id])).get(id);
    if (view === undefined) throw new EntryNotFound(id);
    return view;
  }

  /** The entries among `ids` that are booked. */
  async all(ids: readonly Id<'Entry'>[]): Promise<Map<Id<'Entry'>, EntryView>> {
    const rows = await this.database.query<EntryRow>(FIND_ENTRIES, [ids]);
    return new Map(rows.map((row) => [row.id, entryViewOf(row)]));
  }

  /** The ids of the entries behind log positions; positions of notes are left out. */
  async idsOf(seqs: readonly bigint[]): Promise<Map<bigint, Id<'Entry'>>> {
    const rows = await this.database.query<{ seq: bigint; entry_id: Id<'Entry'> }>(ENTRY_IDS_OF_SEQS, [seqs]);
    return new Map(rows.map((row) => [row.seq, row.entry_id]));
  }

  /** The note at a log position. @throws {NotInLog} when there is none. */
  async note(seq: bigint): Promise<NoteView> {
    const [row] = await this.database.query<{ seq: bigint; topic: string; hash: Buffer; recorded_at: Date }>(
      READ_NOTE,
      [seq],
    );
    if (row === undefined) throw new NotInLog(`note ${seq}`, seq);
    return { seq: row.seq, topic: row.topic, hash: row.hash, recordedAt: instantOf(row.recorded_at) };
  }
}
