// The chart of accounts, as docs and ledger have it: what a path says about its account. Written down a second time on
// purpose, so that an export cannot choose its own limits.
import type { ExportedAccount } from './ledger-export.ts';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const CONTRACT = '[0-9]{1,18}:[0-9a-f]{40}';
const KEY = '[a-z0-9-]+';

/** Paths by the side that makes them grow, with a limit of 0 or with none. */
const LINES: readonly (readonly [pattern: string, side: 'debit' | 'credit', limit: '0' | null])[] = [
  [`custody:(chain|settler):${CONTRACT}`, 'debit', '0'],
  [`custody:bank:${KEY}|custody:gas:[0-9]{1,18}`, 'debit', null],
  [`org:${UUID}:(prepaid|leased|escrow|recovering)`, 'credit', '0'],
  [`org:${UUID}:receivable`, 'debit', '0'],
  [`payee:${UUID}:(unfunded|pending|payable|settling:${KEY})`, 'credit', '0'],
  [`payee:${UUID}:(paid:${KEY}|receivable)`, 'debit', '0'],
  ['platform:(fees|ads)', 'credit', null],
  ['platform:(gas|bad-debt)', 'debit', null],
  [`tax:${KEY}:withheld|fx:${KEY}:liquidity`, 'credit', '0'],
  [`interbook:${KEY}:due-to`, 'credit', '0'],
  [`interbook:${KEY}:due-from`, 'debit', '0'],
  [`fx:${KEY}:rounding|suspense|equity:(opening|drawings)`, 'credit', null],
];
const CHART = LINES.map(([pattern, side, limit]) => [new RegExp(`^(${pattern})$`), side, limit] as const);

/** Whether an exported account is what the chart says of its path: its growing side, its limit and its owner. */
export function isCharted({ path, natural_side, min_balance, owner }: ExportedAccount): boolean {
  const line = CHART.find(([pattern]) => pattern.test(path));
  const ofPath = /^(org|payee):/.test(path) ? path.split(':')[1] : null;
  return line !== undefined && natural_side === line[1] && min_balance === line[2] && owner === ofPath;
}

const OWED = new RegExp(
  `^(org:${UUID}:(prepaid|leased|escrow)|payee:${UUID}:(pending|payable)|tax:${KEY}:withheld|interbook:${KEY}:due-to)$`,
);
const SETTLING = new RegExp(`^payee:${UUID}:settling:${KEY}$`);

/**
 * What the platform owes by an account with this balance: all of it on some lines, nothing on the others. Of a settling account
 * it is what was not claimed yet, which its own rows do not say: anything up to the balance.
 */
export function owedRange(path: string, balance: bigint): { readonly least: bigint; readonly most: bigint } {
  if (OWED.test(path)) return { least: balance, most: balance };
  return { least: 0n, most: SETTLING.test(path) ? balance : 0n };
}
