import { type Asset, type EpochMs, formatInstant, formatMinor, publicId } from '#kernel';
import type { Payout, PayoutRun } from './run.ts';

const HEADER = ['run', 'state', 'asset', 'proposed_at', 'payee', 'name', 'payable', 'booked', 'settled', 'left_out'];

/** One line of a statement. */
export type StatementLine = Payout & { readonly payeeName: string };

/**
 * CSV (RFC 4180) of a run, one line a payee, amounts as decimal numbers of the asset, times UTC. A name that a
 * spreadsheet would run as a formula gets an apostrophe in front.
 */
export function statementCsv(run: PayoutRun, lines: readonly StatementLine[]): string {
  const rows = lines.map((line) => [
    publicId('po', run.id),
    run.state,
    run.asset,
    instantOf(run.proposedAt),
    publicId('org', line.payeeId),
    line.payeeName,
    amount(line.payable, run.asset),
    line.booked === undefined ? '' : amount(line.booked, run.asset),
    amount(line.settled, run.asset),
    line.leftOut ?? '',
  ]);
  return [HEADER, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function amount(of: bigint, asset: Asset): string {
  return formatMinor(of, asset);
}

function instantOf(at: EpochMs): string {
  return formatInstant(at);
}

function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
