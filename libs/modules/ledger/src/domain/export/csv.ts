import { type Asset, formatInstant, formatMinor, uuidOf } from '#kernel';
import { transferKindOf } from '../entry.ts';
import type { StoredNote, StoredTransfer } from '../replay.ts';
import { type ExportedCheckpoint, type ExportedEntry, LedgerFormat } from './exported.ts';

const COLUMNS =
  'seq,entry,kind,effective_at,recorded_at,debit,credit,amount_minor,amount,asset,refers_to,facts,metadata';

/** One transfer a line (RFC 4180), for spreadsheets. Notes and signed heads move nothing and are left out. */
export class Csv extends LedgerFormat {
  override begin(): string[] {
    return [COLUMNS];
  }

  override entry(rows: ExportedEntry): string[] {
    const metadata = rows[0].opens?.metadata ?? '';
    return rows.map((row) => this.row(row, metadata).map(cell).join(','));
  }

  override note(_note: StoredNote): string[] {
    return [];
  }

  override checkpoint(_checkpoint: ExportedCheckpoint): string[] {
    return [];
  }

  override end(): string[] {
    return [];
  }

  private row(row: StoredTransfer, metadata: string): string[] {
    return [
      String(row.seq),
      uuidOf(row.entryId),
      transferKindOf(row.kind),
      formatInstant(row.effectiveAt),
      formatInstant(row.recordedAt),
      this.account(row.debit.accountId).path,
      this.account(row.credit.accountId).path,
      String(row.amount),
      formatMinor(row.amount, row.asset as Asset),
      row.asset,
      row.refersTo === 0n ? '' : String(row.refersTo),
      row.facts === undefined ? '' : Buffer.from(row.facts).toString('hex'),
      metadata,
    ];
  }
}

/** A cell of a CSV line, in quotes where it must be (RFC 4180). */
export function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
