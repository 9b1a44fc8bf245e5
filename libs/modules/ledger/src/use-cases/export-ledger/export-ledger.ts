import { Injectable } from '@nestjs/common';
import { ReportDatabase } from '#platform/database';
import { Csv } from '../../domain/export/csv.ts';
import type { ExportedBooks, ExportedEntry, LedgerFormat } from '../../domain/export/exported.ts';
import { Journal } from '../../domain/export/journal.ts';
import { JsonLines } from '../../domain/export/json-lines.ts';
import type { StoredNote, StoredTransfer } from '../../domain/replay.ts';
import { AuditReader, inLogOrder, isNote } from '../../storage/audit-reader.ts';
import { LogStore } from '../../storage/log.store.ts';
import { ReadCheckpoint } from '../read-checkpoint/read-checkpoint.ts';

const PAGE = 4_096n;

/** How books are written down: for our audit, for spreadsheets, for other people's accounting tools. */
export const EXPORT_FORMATS = ['jsonl', 'csv', 'hledger'] as const;
/** One of `EXPORT_FORMATS`. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Writes the whole ledger down, as it is at one moment, while posting goes on. */
@Injectable()
export class ExportLedger {
  constructor(
    private readonly reports: ReportDatabase,
    private readonly log: LogStore,
    private readonly readCheckpoint: ReadCheckpoint,
  ) {}

  /**
   * Lines without their ends, in the order of the log; memory grows with accounts and the longest entry only. The books
   * end at the head of the moment it begins; `onProgress` hears how far it is.
   */
  async *execute(
    format: ExportFormat,
    onProgress: (done: bigint, of: bigint) => void = () => undefined,
  ): AsyncGenerator<string> {
    const { origin, key: publicKey } = await this.readCheckpoint.verifierKey();
    const { database, unitOfWork } = await this.reports.source();
    const reader = new AuditReader(database, unitOfWork);
    // Before the snapshot: a head that is signed by now is within the books that are written down.
    const checkpoints = await reader.checkpoints();
    const { seq: size, accounts } = await reader.snapshot();
    const stored = new Map([...accounts].map(([id, account]) => [id, account.stored] as const));
    // After the snapshot: the moves of every note in it are there.
    const moves = await reader.periodMoves();
    const writer = writerOf(format, { origin, publicKey, size, accounts: stored }, (await this.log.state()).zone);
    yield* writer.begin();
    let nextHead = 0;
    function* headsUpTo(to: bigint): Generator<string> {
      for (let head = checkpoints[nextHead]; head !== undefined && head.size <= to; head = checkpoints[nextHead]) {
        nextHead += 1;
        // A head may lie inside an entry: it stands behind it then, and says its own size.
        yield* writer.checkpoint({ size: head.size, root: head.root, signedNote: head.signed_note });
      }
    }
    yield* headsUpTo(0n); // The head of the log while it was empty stands before all else.
    for await (const step of this.steps(reader, size, onProgress)) {
      yield* step.rows === undefined ? writer.note(step.note, moves.get(step.note.seq)) : writer.entry(step.rows);
      yield* headsUpTo(step.to);
    }
    yield* writer.end();
  }

  /** Entries, whole, and notes, by log position. */
  private async *steps(
    reader: AuditReader,
    size: bigint,
    onProgress: (done: bigint, of: bigint) => void,
  ): AsyncGenerator<Step> {
    let open: StoredTransfer[] = [];
    for (let from = 1n; from <= size; from += PAGE) {
      const to = from + PAGE - 1n < size ? from + PAGE - 1n : size;
      for (const row of inLogOrder(await reader.page(from, to))) {
        const isNext = isNote(row) || row.opens !== undefined;
        if (isNext && open.length > 0) {
          yield entryStep(open);
          open = [];
        }
        if (isNote(row)) yield { rows: undefined, note: row, to: row.seq };
        else open.push(row);
      }
      onProgress(to, size);
    }
    if (open.length > 0) yield entryStep(open);
  }
}

type Step =
  | { readonly rows: ExportedEntry; readonly to: bigint }
  | { readonly rows: undefined; readonly note: StoredNote; readonly to: bigint };

function entryStep(rows: readonly StoredTransfer[]): Step {
  return { rows: rows as ExportedEntry, to: rows.at(-1)?.seq ?? 0n };
}

function writerOf(format: ExportFormat, books: ExportedBooks, zone: string): LedgerFormat {
  switch (format) {
    case 'jsonl':
      return new JsonLines(books);
    case 'csv':
      return new Csv(books);
    case 'hledger':
      return new Journal(books, zone);
  }
}
