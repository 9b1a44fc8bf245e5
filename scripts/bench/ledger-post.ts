import os from 'node:os';
import { type Bench, median } from './bench.ts';
import { startBenchServer } from './ledger/postgres-server.ts';
import { ACCOUNTS, PostContest } from './ledger/post-contest.ts';

const REPORTED = ['tps_1', 'tps_8', 'tps_64', 'tps_256', 'tps_hot_64', 'batch_100_tps', 'batch_8190_tps'];
const BASELINES = ['row_lock_1', 'row_lock_64', 'row_lock_hot_64', 'copy_256', 'copy_8190'];

/**
 * The posting engine against what a good engineer writes first ("row lock") and against raw COPY, on the same server in
 * the same rounds. Every account has a limit; every transfer is an entry of its own with metadata.
 */
export const bench: Bench = async ({ full, say }) => {
  const [rounds, seconds] = full ? [5, 10] : [3, 3];
  const server = await startBenchServer();
  try {
    const contest = await PostContest.open(server);
    const samples = new Map<string, number[]>();
    for (let round = 1; round <= rounds; round += 1) {
      for (const [name, value] of Object.entries(await contest.round(seconds))) {
        samples.set(name, [...(samples.get(name) ?? []), value]);
      }
      say(`round ${round} (load ${os.loadavg()[0]?.toFixed(1)}): ${JSON.stringify(lastOf(samples))}`);
    }
    const middle = (name: string): number => median(samples.get(name) ?? []);
    const rate = (name: string): [string, number] => [name, Math.round(middle(name))];
    const ratio = (ours: string, theirs: string): number => rounded(middle(ours) / middle(theirs));
    const hashUs = contest.nodeHashUs();
    /** What PostgreSQL's hashing and sealing take off the rate, and what Node's hash takes of a transfer's time. */
    const hashCost = (hashed: string, plain: string): number =>
      rounded(100 * (1 - middle(hashed) / middle(plain) + hashUs / (1e6 / middle(hashed))));
    const storage = await contest.storage();
    const figures = {
      ...Object.fromEntries(REPORTED.map(rate)),
      p99_ms_64: rounded(middle('p99_ms_64')),
      ratio_row_lock_1: ratio('tps_1', 'row_lock_1'),
      ratio_row_lock_64: ratio('tps_64', 'row_lock_64'),
      ratio_row_lock_hot_64: ratio('tps_hot_64', 'row_lock_hot_64'),
      ratio_copy_8190: ratio('batch_8190_tps', 'copy_8190'),
      ratio_copy_256: ratio('batch_256_tps', 'copy_256'),
      bytes_per_transfer: storage.bytesPerTransfer,
      hash_cost_pct: hashCost('tps_64', 'plain_64'),
      hash_cost_8190_pct: hashCost('batch_8190_tps', 'plain_8190'),
      ...Object.fromEntries(BASELINES.map(rate)),
    };
    const report = await contest.close();
    return {
      figures,
      notes: [
        `${server.version} with its default settings (fsync, synchronous_commit and full_page_writes on), on this machine; clients and poster in one Node process.`,
        `Medians of ${rounds} interleaved rounds of ${seconds} s a figure; load average at the end ${os
          .loadavg()
          .map((load) => load.toFixed(1))
          .join(' ')} on ${os.cpus().length} cores.`,
        `${ACCOUNTS} accounts, all with limits, idempotency and hashing on, tiles sealed and a head signed every second meanwhile; each transfer is an entry of its own with metadata {"reason":"bench"}. hot: every transfer credits one account.`,
        'row lock: one transaction a transfer, two balances FOR UPDATE in order of id, a transfer and two postings, 16 pooled connections, prepared statements; the same clients.',
        'copy: binary COPY of as many rows a transaction into a plain table with a primary key (UUIDv7) and three b-tree indexes; making the rows is counted on both sides.',
        `bytes_per_transfer: transfers with their indexes, tiles and heads, after ${storage.transfers} transfers, each with its entry. Accounts are not counted.`,
        `hash_cost: what the rate lacks beside a second ledger in the same rounds whose PostgreSQL checks no content hash and seals nothing, and the ${hashUs.toFixed(1)} µs of Node's own hash as a part of a transfer's time.`,
        `The audit of all ${report.leaves} leaves afterwards found ${report.breaks} breaks.`,
      ],
    };
  } finally {
    await server.stop();
  }
};

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function lastOf(samples: ReadonlyMap<string, readonly number[]>): Record<string, number> {
  return Object.fromEntries([...samples].map(([name, values]) => [name, Math.round(values.at(-1) ?? 0)]));
}
