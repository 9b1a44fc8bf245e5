import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Bench, median } from './bench.ts';

const run = promisify(execFile);
const SHARED = path.resolve('../shared/data/orders/online-retail');
const ROUNDS = 3;

/** What one round in a process and data directory of its own answers. */
type Round = {
  readonly lines: number;
  readonly seconds: number;
  readonly entries: number;
  readonly transfers: number;
  readonly peakRssMb: number;
};

/**
 * The first month of the real shop's file (or generated records of its shape) through orders, attribution, pricing and
 * ledger: from the first line read until the last entry is booked. Default durability, embedded PostgreSQL.
 */
export const bench: Bench = async ({ full, say }) => {
  const hasData = existsSync(SHARED);
  const files = hasData
    ? readdirSync(SHARED)
        .filter((name) => name.endsWith('.csv.gz'))
        .toSorted()
    : [];
  const [first] = files;
  const rounds: Round[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    rounds.push(await oneRound(first === undefined ? [] : [path.join(SHARED, first)]));
    say(`round ${round}: ${JSON.stringify(rounds.at(-1))}`);
  }
  const notes = [
    hasData
      ? `Data: ${first} of the UCI Online Retail file (Chen, 2015), a quarter of the sales value attributed.`
      : 'not run: shared data; generated records of the same shape instead.',
    `Medians of ${ROUNDS} rounds, each in a new data directory; PostgreSQL with its default durability in the same machine.`,
    'One entry books a whole order: a commission and a fee for each of its lines are two transfers. Entries of the maturity job that runs beside are counted, too.',
    'peak_rss_mb is the resident memory of the importing Node process, which also prices and books.',
  ];
  const figures: Record<string, number> = {
    lines_per_s: Math.round(median(rounds.map(({ lines, seconds }) => lines / seconds))),
    entries_per_s: Math.round(median(rounds.map(({ entries, seconds }) => entries / seconds))),
    transfers_per_s: Math.round(median(rounds.map(({ transfers, seconds }) => transfers / seconds))),
    peak_rss_mb: Math.round(median(rounds.map(({ peakRssMb }) => peakRssMb))),
  };
  if (full && files.length > 1) {
    const all = await oneRound(files.map((file) => path.join(SHARED, file)));
    figures['all_files_lines_per_s'] = Math.round(all.lines / all.seconds);
    figures['all_files_peak_rss_mb'] = Math.round(all.peakRssMb);
    notes.push(
      `All ${files.length} files (${all.lines} lines) in one run show that memory does not grow with the file.`,
    );
  }
  return { figures, notes };
};

async function oneRound(files: readonly string[]): Promise<Round> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'provisio-bench-'));
  try {
    const inputs = files.length > 0 ? files : ['generated:30'];
    const args = ['scripts/dev/run.ts', 'cli', 'import', 'orders', '--json', ...inputs];
    const env = { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'warn' };
    const { stdout } = await run(process.execPath, args, { env, maxBuffer: 1 << 24 });
    const answer = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Answer;
    return {
      lines: answer.lines,
      seconds: answer.seconds,
      entries: answer.entries,
      transfers: answer.transfers,
      peakRssMb: answer.peak_rss_mb,
    };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** What `cli import orders --json` prints. */
type Answer = {
  readonly lines: number;
  readonly seconds: number;
  readonly entries: number;
  readonly transfers: number;
  readonly peak_rss_mb: number;
};
