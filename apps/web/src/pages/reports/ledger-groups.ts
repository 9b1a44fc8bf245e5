import type { LedgerRow } from './report-queries.ts';

/** The rows of one account, in their order. */
export type LedgerGroup = {
  readonly path: string;
  readonly asset: string;
  readonly line: string;
  readonly rows: readonly LedgerRow[];
};

/** Rows as they come, account by account: one that goes on over a page's end is still one. */
export function groupsOf(rows: readonly LedgerRow[]): LedgerGroup[] {
  const groups: { path: string; asset: string; line: string; rows: LedgerRow[] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.path === row.account && last.asset === row.balance.asset) last.rows.push(row);
    else groups.push({ path: row.account, asset: row.balance.asset, line: row.line, rows: [row] });
  }
  return groups;
}
