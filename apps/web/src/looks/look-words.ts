import { accountInWords, lineInWords } from '../words.ts';

/** What was asked for, by the start of its address; the longest that fits counts. */
const ASKED: readonly (readonly [start: string, words: string])[] = [
  ['/v1/trial-balance/accounts', 'Accounts of a line'],
  ['/v1/trial-balance', 'Trial balance'],
  ['/v1/reports/general-ledger', 'General ledger'],
  ['/v1/reports/statement', 'Statement'],
  ['/v1/reports/aged-receivables', 'Who owes, by age'],
  ['/v1/accounts/', 'An account'],
  ['/v1/accounts', 'Accounts'],
  ['/v1/entries/', 'An entry'],
  ['/v1/entries', 'Entries, newest first'],
  ['/v1/holds/', 'A hold'],
  ['/v1/commissions/', 'A commission'],
  ['/v1/commissions', 'Commissions'],
  ['/v1/earnings', 'Earnings'],
  ['/v1/payout-runs/', 'A payout run'],
  ['/v1/payout-runs', 'Payout runs'],
  ['/v1/payout-reviews', 'Payees on hold'],
];

/** Which part of it, by the end of its address. */
const PARTS: readonly (readonly [end: string, words: string])[] = [
  ['.csv', 'as a file'],
  ['/leaves', 'its proof'],
  ['/statement', 'proven statement'],
  ['/balance-history', 'balance over time'],
  ['/balance', 'balance at a moment'],
  ['/receipt', 'its receipt'],
  ['/payouts', 'its payees'],
  ['/comparison', 'its payees'],
];

/** What somebody looked at, as people say it; an address that we have no words for stays itself. */
export function lookInWords(address: string): string {
  const url = new URL(address, 'http://provisio.invalid');
  const path = decoded(url.pathname);
  const what = ASKED.find(([start]) => path.startsWith(start))?.[1];
  if (what === undefined) return path;
  // A general ledger of one organisation is its statement.
  if (url.searchParams.has('owner')) return path.endsWith('.csv') ? 'Statement, as a file' : 'Statement';
  const about = subjectOf(path, url.searchParams);
  const part = PARTS.find(([end]) => path.endsWith(end))?.[1];
  return [about === undefined ? what : `${what}: ${about}`, part].filter((each) => each !== undefined).join(', ');
}

/** The account or line that was named, in words. */
function subjectOf(path: string, search: URLSearchParams): string | undefined {
  const account = search.get('account') ?? /^\/v1\/accounts\/([a-z][a-z0-9:-]*)/.exec(path)?.[1];
  if (account !== undefined) return accountInWords(account);
  const line = search.get('line');
  return line === null ? undefined : lineInWords(line);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // Somebody asked for what is no address; shown as it came.
  }
}

/** The part of a look that tells it from the one before. */
export type Look = {
  readonly id: string;
  readonly read_at: string;
  readonly by: { readonly id: string };
  readonly path: string;
  readonly reason: string | null;
};

/** Looks that followed one another and were the same: a screen that stays open asks again and again. */
export type LookRun<L extends Look> = { readonly newest: L; readonly oldest: L; readonly times: number };

/** Newest first: what one person asked for in a row, for one reason, is one. */
export function runsOf<L extends Look>(looks: readonly L[]): LookRun<L>[] {
  const runs: { newest: L; oldest: L; times: number }[] = [];
  for (const look of looks) {
    const run = runs.findLast(({ newest }) => isSame(newest, look));
    const isNear = run !== undefined && Date.parse(run.oldest.read_at) - Date.parse(look.read_at) <= NEAR_MS;
    if (isNear) {
      run.oldest = look;
      run.times += 1;
    } else runs.push({ newest: look, oldest: look, times: 1 });
  }
  return runs;
}

/** An open screen asks every few seconds. */
const NEAR_MS = 60_000;

function isSame(a: Look, b: Look): boolean {
  return a.by.id === b.by.id && a.path === b.path && a.reason === b.reason;
}
