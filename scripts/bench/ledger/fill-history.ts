import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import type { Id } from '#kernel';
import { accounts } from '#modules/ledger';
import { query } from './postgres-server.ts';

const FILL = readFileSync(new URL('./fill-history.sql', import.meta.url), 'utf8');
const SPOT_CHECK = readFileSync(new URL('./spot-check.sql', import.meta.url), 'utf8');
/** Rows in one go: each go moves the totals of nearly all accounts. */
const STEP = 2_000_000;

/** How much history, over how many days up to yesterday, between how many organisations. */
export type History = {
  readonly organisations: readonly Id<'Organisation'>[];
  readonly rows: number;
  readonly days: number;
};

/**
 * Opens the organisations' `pending` accounts and books `rows` transfers, oldest day first, without the poster: it would take six
 * times as long. `ownerUrl` is a superuser's, because triggers are off meanwhile; the audit says whether the rows are right.
 */
export async function fillHistory(
  ownerUrl: string,
  { organisations, rows, days }: History,
  say: (line: string) => void,
): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query("set jit = off; set work_mem = '256MB'; set maintenance_work_mem = '256MB'");
    const paths = organisations.map(accounts.pending);
    await owner.query(`select ledger.open_accounts($1::text[], array_fill('GBPT/2'::text, array[$2::int]))`, [
      paths,
      paths.length,
    ]);
    await owner.query('set session_replication_role = replica');
    for (let done = 0; done < rows; done += STEP) {
      const step = Math.min(STEP, rows - done);
      const fill = [
        ['rows', step],
        ['done', done],
        ['total', rows],
        ['days', days],
      ] as const;
      const sql = fill.reduce((text, [name, value]) => text.replaceAll(`:${name}`, String(value)), FILL);
      await owner.query(`begin; ${sql}; commit`);
      say(`${done + step} rows`);
    }
    await owner.query('set session_replication_role = origin');
  } finally {
    await owner.end();
  }
}

/** Rolls up all history in larger steps than the job's, which never has millions to catch up with. */
export async function rollUpHistory(ownerUrl: string, say: (line: string) => void): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query("set jit = off; set work_mem = '256MB'");
    for (let left = 1n; left > 0n; say(`${left} rows left to roll up`)) {
      const { rows } = await owner.query<{ left: string }>('select ledger.roll_up($1::int8)::text as left', [STEP]);
      left = BigInt(rows[0]?.left ?? 0);
    }
  } finally {
    await owner.end();
  }
}

/** Recomputes 10,000 leaves and finds each row's account in the state that the row before left. @throws when one is wrong. */
export async function spotCheck(ownerUrl: string): Promise<string> {
  const [row] = await query<{ checked: string; wrong: string }>(ownerUrl, SPOT_CHECK);
  if (row === undefined || row.wrong !== '0') throw new Error(`${row?.wrong} of ${row?.checked} rows are wrong`);
  return `${row.checked} rows were recomputed and found right (at the default size the audit replays all)`;
}
