import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { fileURLToPath } from 'node:url';
import { eventually } from '../support/eventually.ts';
import { notRun } from '../support/not-run.ts';
import { aDataDir, cli, Product, removeDataDir, startCli } from '../support/product.ts';
import { at, textAt } from '../support/rest.ts';

const SHARED = fileURLToPath(new URL('../../../shared/data/orders/online-retail/', import.meta.url));
/** Big enough to be killed in the middle, small enough to be quick. */
const GENERATED = 'generated:8';
/** Lines of the first month, as the data's own page counts them. */
const FIRST_MONTH_LINES = 42_481;

type Summary = {
  readonly lines: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly entries: number;
};

/** Imports into `dataDir` and answers the one line of JSON that it prints. */
async function importOrders(dataDir: string, input: string): Promise<Summary> {
  const { code, stdout, stderr } = await cli(dataDir, [
    'import',
    'orders',
    '--format',
    'online-retail',
    '--json',
    input,
  ]);
  if (code !== 0) throw new Error(`import ended with ${code}: ${stdout}${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Summary;
}

/** What is held and owed; the books must hold. */
async function fundsOf(dataDir: string): Promise<string> {
  const { code, stdout, stderr } = await cli(dataDir, ['reconcile']);
  expect({ code, said: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, said: '' });
  return stdout.split('\n')[1] ?? '';
}

/** The books line by line: every entry and note is in them, and what the ledger says of itself. */
async function exported(dataDir: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const out = path.join(dataDir, 'books.jsonl');
  const { code, stderr } = await cli(dataDir, ['export', '--format', 'jsonl', '--out', out]);
  expect({ code, said: code === 0 ? '' : stderr }).toEqual({ code: 0, said: '' });
  const lines = (await readFile(out, 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

/**
 * Everything in the log that an import can have written: how much it is, and its hash. Signed heads are not, nor is the
 * ledger's own daily note of its balances: whichever command runs when its minute comes writes that.
 */
async function writtenIn(dataDir: string): Promise<{ size: number; hash: string }> {
  const written = (await exported(dataDir)).filter(
    (line) => 'entry' in line || ('note' in line && at(line, 'note.topic') !== 'ledger.balances'),
  );
  return { size: written.length, hash: createHash('sha256').update(JSON.stringify(written)).digest('hex') };
}

/** Everything but how long it took and what was new. */
const figuresOf = (summary: Summary): unknown => ({
  lines: summary.lines,
  outcomes: summary.outcomes,
  units: at(summary, 'cancelled_units'),
});

describe('cli import orders', () => {
  let undisturbed: string;
  let killed: string;
  let untouched: string;
  let whole: { readonly summary: Summary; readonly funds: string; readonly written: { size: number; hash: string } };

  beforeAll(async () => {
    undisturbed = await aDataDir('import');
    killed = await aDataDir('import-killed');
    untouched = await aDataDir('import-untouched');
  });
  afterAll(async () => {
    await removeDataDir(undisturbed);
    await removeDataDir(killed);
    await removeDataDir(untouched);
  });

  it('gives every line one outcome, and the summary adds up', async () => {
    const summary = await importOrders(undisturbed, GENERATED);
    whole = { summary, funds: await fundsOf(undisturbed), written: await writtenIn(undisturbed) };
    expect(whole.written.size).toBeGreaterThan(summary.entries);
    const counted = Object.values(summary.outcomes).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(summary.lines);
    expect(summary.lines).toBeGreaterThan(1_000);
    expect(summary.entries).toBeGreaterThan(100);
    const [total, matched, unmatched] = ['total', 'matched', 'unmatched'].map((name) =>
      BigInt(textAt(summary, `cancelled_units.${name}`)),
    );
    expect(total).toBe((matched ?? 0n) + (unmatched ?? 0n));
  }, 270_000);

  it('changes nothing when the same comes again', async () => {
    const again = await importOrders(undisturbed, GENERATED);
    expect(figuresOf(again)).toEqual(figuresOf(whole.summary));
    expect(again.entries).toBe(0);
    expect(await writtenIn(undisturbed)).toEqual(whole.written);
    expect(await fundsOf(undisturbed)).toBe(whole.funds);
  }, 270_000);

  it('ends where an undisturbed import ends after it was killed in the middle, alone and beside a product', async () => {
    const beside = await Product.start({ dataDir: killed });
    const first = startCli(killed, ['import', 'orders', GENERATED]);
    const watcher = new Client({ connectionString: beside.ownerUrl });
    await watcher.connect();
    await eventually(
      async () => (await watcher.query('select 1 from orders."order" limit 1')).rowCount,
      (rows) => rows === 1,
      {
        timeoutMs: 120_000,
        everyMs: 5,
      },
    );
    await watcher.end();
    expect(first.hasEnded).toBe(false);
    await Promise.all([first.kill(), beside.kill()]);
    const second = startCli(killed, ['import', 'orders', GENERATED]);
    // All lines are in, their pricing goes on.
    await eventually(() => / lines\n/.test(second.stderr) || second.hasEnded, undefined, {
      timeoutMs: 120_000,
      everyMs: 5,
    });
    expect(second.hasEnded).toBe(false);
    await second.kill();
    const summary = await importOrders(killed, GENERATED);
    expect(figuresOf(summary)).toEqual(figuresOf(whole.summary));
    // Whether a refund comes before or after its sale matures is the clock's affair, so the log may be longer.
    expect(await fundsOf(killed)).toBe(whole.funds);
  }, 540_000);

  it('says what is wrong with an input in one sentence, and writes nothing, not even the shop', async () => {
    const missing = await cli(untouched, ['import', 'orders', GENERATED, path.join(untouched, 'nowhere.csv.gz')]);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('nowhere.csv.gz');
    expect(missing.stderr).not.toMatch(/\n\s+at /);
    expect((await cli(untouched, ['import', 'orders'])).code).toBe(2);
    expect((await writtenIn(untouched)).size).toBe(0);
  }, 270_000);

  it('reads a month of a real shop without an unhandled line', async () => {
    const [month] = existsSync(SHARED)
      ? readdirSync(SHARED)
          .filter((name) => name.endsWith('.csv.gz'))
          .toSorted()
      : [];
    if (month === undefined) {
      notRun('shared data', `${path.relative(process.cwd(), SHARED)} is not there`);
      return;
    }
    const summary = await importOrders(undisturbed, path.join(SHARED, month));
    expect(summary.lines).toBe(FIRST_MONTH_LINES);
    expect(Object.values(summary.outcomes).reduce((sum, count) => sum + count, 0)).toBe(FIRST_MONTH_LINES);
    await fundsOf(undisturbed);
  }, 540_000);
});
