import { Injectable } from '@nestjs/common';
import { ByteWriter, type EpochMs, type Id, assert, sha256 } from '#kernel';
import type { ImportSummary, LineOutcome } from '#modules/orders';
import { emptySummary } from '#modules/orders';
import { Database, type Tx } from '#platform/database';

/** Which file of which merchant. */
export type ImportSource = {
  readonly merchantId: Id<'Organisation'>;
  /** SHA-256 of the file's bytes and of what changes its meaning (share, links). */
  readonly hash: Uint8Array;
  readonly name: string;
};

/** How far a file has come. */
export type ImportState = { readonly linesDone: number; readonly summary: ImportSummary; readonly isFinished: boolean };

type SummaryJson = {
  readonly lines?: number;
  readonly outcomes?: Partial<Record<LineOutcome, number>>;
  readonly cancelled_units?: { readonly total: string; readonly matched: string; readonly unmatched: string };
  readonly sales_value?: string;
  readonly attributed_value?: string;
};

/** The table of imported files. */
@Injectable()
export class ImportStore {
  constructor(private readonly database: Database) {}

  /** Where the file stands; a new one starts at its first line. */
  async begin(source: ImportSource, now: EpochMs): Promise<ImportState> {
    const key = [source.merchantId, Buffer.from(source.hash)];
    await this.database.query(
      'insert into commissions.import (merchant_id, source_hash, name, started_at) values ($1, $2, $3, $4) on conflict do nothing',
      [...key, source.name, new Date(now)],
    );
    const [row] = await this.database.query<{ lines_done: bigint; summary: SummaryJson; finished_at: Date | null }>(
      'select lines_done, summary, finished_at from commissions.import where merchant_id = $1 and source_hash = $2',
      key,
    );
    assert(row !== undefined, 'the import was inserted or there before');
    return { linesDone: Number(row.lines_done), summary: summaryOf(row.summary), isFinished: row.finished_at !== null };
  }

  /** Moves the file on from `before`; false when somebody else has moved it, and then nothing was written. */
  async advance(tx: Tx, source: ImportSource, before: number, summary: ImportSummary): Promise<boolean> {
    const moved = await tx.query(
      'update commissions.import set lines_done = $4, summary = $5 where merchant_id = $1 and source_hash = $2 and lines_done = $3 returning lines_done',
      [source.merchantId, Buffer.from(source.hash), before, summary.lines, JSON.stringify(summaryJson(summary))],
    );
    return moved.length === 1;
  }

  /** Says that every line of the file has its outcome. */
  async finish(source: ImportSource, now: EpochMs): Promise<void> {
    await this.database.query(
      'update commissions.import set finished_at = $3 where merchant_id = $1 and source_hash = $2 and finished_at is null',
      [source.merchantId, Buffer.from(source.hash), new Date(now)],
    );
  }
}

/** A summary as JSON carries it. */
function summaryJson(summary: ImportSummary): SummaryJson {
  const { total, matched, unmatched } = summary.cancelledUnits;
  return {
    lines: summary.lines,
    outcomes: summary.outcomes,
    cancelled_units: { total: `${total}`, matched: `${matched}`, unmatched: `${unmatched}` },
    sales_value: `${summary.salesValue}`,
    attributed_value: `${summary.attributedValue}`,
  };
}

function summaryOf(json: SummaryJson): ImportSummary {
  const none = emptySummary();
  const units = json.cancelled_units ?? { total: '0', matched: '0', unmatched: '0' };
  return {
    lines: json.lines ?? 0,
    outcomes: { ...none.outcomes, ...json.outcomes },
    cancelledUnits: { total: BigInt(units.total), matched: BigInt(units.matched), unmatched: BigInt(units.unmatched) },
    salesValue: BigInt(json.sales_value ?? '0'),
    attributedValue: BigInt(json.attributed_value ?? '0'),
  };
}

/** The source that a file is: its bytes, and what else decides what becomes of them. */
export function importSource(
  merchantId: Id<'Organisation'>,
  name: string,
  bytesHash: Uint8Array,
  share: string,
): ImportSource {
  return { merchantId, name, hash: sha256(new ByteWriter().bytes(bytesHash).text(share).finish()) };
}
