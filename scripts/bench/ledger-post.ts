import { hash } from 'node:crypto';
import os from 'node:os';
import { type Id, SystemClock, asset, minor, newId } from '#kernel';
import { type EntryDraft, type TransferDraft, accounts } from '#modules/ledger';
import { aLedger } from '#modules/ledger/testing';
import { openDataSource, pgDoors } from '#platform/database';
import { type Bench, median } from './bench.ts';
import { underLoad } from './ledger/load.ts';
import { type BenchServer, query, startBenchServer } from './ledger/postgres-server.ts';
import { RawCopy } from './ledger/raw-copy.ts';
import { RowLockLedger } from './ledger/row-lock.ts';

const ACCOUNTS = 1_000;
const FUNDS = 1_000_000_000_000n;
const GBPT = asset('GBPT/2');

/**
 * The posting engine against what a good engineer writes first ("row lock") and against raw COPY, on the same server in
 * the same rounds. Every account has a limit; every transfer is an entry of its own with metadata.
 */
export const bench: Bench = async ({ full, say }) => {
  const [rounds, seconds] = full ? [5, 10] : [3, 3];
  const server = await startBenchServer();
  try {
    const contest = await Contest.open(server);
    const samples = new Map<string, number[]>();
    for (let round = 1; round <= rounds; round += 1) {
      for (const [name, value] of Object.entries(await contest.round(seconds))) {
        samples.set(name, [...(samples.get(name) ?? []), value]);
      }
      say(`round ${round} (load ${os.loadavg()[0]?.toFixed(1)}): ${JSON.stringify(lastOf(samples))}`);
    }
    const middle = (name: string): number => median(samples.get(name) ?? []);
    const ratio = (ours: string, theirs: string): number => rounded(middle(ours) / middle(theirs));
    const whole = ['tps_1', 'tps_8', 'tps_64', 'tps_256', 'tps_hot_64', 'batch_100_tps', 'batch_8190_tps'];
    const baseline = ['row_lock_1', 'row_lock_64', 'row_lock_hot_64', 'copy_256', 'copy_8190'];
    const storage = await contest.storage();
    const figures = {
      ...Object.fromEntries(whole.map((name) => [name, Math.round(middle(name))])),
      p99_ms_64: rounded(middle('p99_ms_64')),
      ratio_row_lock_1: ratio('tps_1', 'row_lock_1'),
      ratio_row_lock_64: ratio('tps_64', 'row_lock_64'),
      ratio_row_lock_hot_64: ratio('tps_hot_64', 'row_lock_hot_64'),
      ratio_copy_8190: ratio('batch_8190_tps', 'copy_8190'),
      ratio_copy_256: ratio('batch_256_tps', 'copy_256'),
      bytes_per_transfer: storage.bytesPerTransfer,
      hash_cost_pct: rounded((100 * storage.hashUs) / (1e6 / middle('tps_64'))),
      hash_cost_8190_pct: rounded((100 * storage.hashUs) / (1e6 / middle('batch_8190_tps'))),
      ...Object.fromEntries(baseline.map((name) => [name, Math.round(middle(name))])),
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
        `${ACCOUNTS} accounts, all with limits, idempotency and hashing on; each transfer is an entry of its own with metadata {"reason":"bench"}. hot: every transfer credits one account.`,
        'row lock: one transaction a transfer, two balances FOR UPDATE in order of id, a transfer and two postings, 16 pooled connections, prepared statements; the same clients.',
        'copy: binary COPY of as many rows a transaction into a plain table with a primary key (UUIDv7) and three b-tree indexes; making the rows is counted on both sides.',
        `bytes_per_transfer: transfers with their indexes, and tiles, after ${storage.transfers} transfers, each with its entry. Accounts are not counted.`,
        `hash_cost: ${storage.hashUs.toFixed(1)} µs a transfer for content and leaf hash in Node, both again in PostgreSQL, and sealing tiles, each measured alone, as a part of the time a transfer takes.`,
        `The audit of all ${report.leaves} leaves afterwards found ${report.breaks} breaks.`,
      ],
    };
  } finally {
    await server.stop();
  }
};

class Contest {
  private constructor(
    private readonly ownerUrl: string,
    private readonly source: Awaited<ReturnType<typeof openDataSource>>,
    private readonly ledger: ReturnType<typeof aLedger>,
    private readonly orgs: readonly Id<'Organisation'>[],
    private readonly rowLock: RowLockLedger,
    private readonly rawCopy: RawCopy,
  ) {}

  static async open(server: BenchServer): Promise<Contest> {
    const { ownerUrl, appUrl } = await server.database('bench');
    const source = await openDataSource({ appUrl });
    const wiring = pgDoors(source);
    const ledger = aLedger(wiring, new SystemClock());
    const orgs = Array.from({ length: ACCOUNTS }, () => newId<'Organisation'>(new SystemClock().now()));
    const deposits = orgs.map((org) =>
      draftOf({ debit: accounts.bank('bench'), credit: accounts.prepaid(org), amount: minor(FUNDS) }),
    );
    mustBePosted(await ledger.poster.post(deposits));
    return new Contest(
      ownerUrl,
      source,
      ledger,
      orgs,
      await RowLockLedger.open(ownerUrl, ACCOUNTS, FUNDS),
      await RawCopy.open(ownerUrl, ACCOUNTS),
    );
  }

  /** Every contestant once. */
  async round(seconds: number): Promise<Record<string, number>> {
    const ours = async (clients: number, entries = 1, isHot = false): Promise<Awaited<ReturnType<typeof underLoad>>> =>
      underLoad(clients, seconds, () => this.post(entries, isHot), entries);
    const theirs = async (clients: number, isHot = false): Promise<number> =>
      (await underLoad(clients, seconds, () => this.transferByRowLock(isHot))).perSecond;
    const copy = async (rows: number): Promise<number> =>
      (await underLoad(1, seconds, () => this.rawCopy.copy(rows), rows)).perSecond;
    const at64 = await ours(64);
    return {
      tps_64: at64.perSecond,
      p99_ms_64: at64.p99Ms,
      row_lock_64: await theirs(64),
      tps_hot_64: (await ours(64, 1, true)).perSecond,
      row_lock_hot_64: await theirs(64, true),
      tps_1: (await ours(1)).perSecond,
      row_lock_1: await theirs(1),
      tps_8: (await ours(8)).perSecond,
      tps_256: (await ours(256)).perSecond,
      batch_100_tps: (await ours(1, 100)).perSecond,
      batch_256_tps: (await ours(1, 256)).perSecond,
      copy_256: await copy(256),
      batch_8190_tps: (await ours(1, 8_190)).perSecond,
      copy_8190: await copy(8_190),
    };
  }

  private async post(entries: number, isHot: boolean): Promise<void> {
    const drafts = Array.from({ length: entries }, () => {
      const [debit, credit] = this.pair(isHot);
      return draftOf({ debit: accounts.prepaid(debit), credit: accounts.prepaid(credit), amount: minor(1n) });
    });
    mustBePosted(await this.ledger.poster.post(drafts));
  }

  private async transferByRowLock(isHot: boolean): Promise<void> {
    const [debit, credit] = twoNumbers(isHot);
    await this.rowLock.transfer(debit, credit, 1n);
  }

  private pair(isHot: boolean): [Id<'Organisation'>, Id<'Organisation'>] {
    const [debit, credit] = twoNumbers(isHot);
    return [this.orgs[debit - 1] as Id<'Organisation'>, this.orgs[credit - 1] as Id<'Organisation'>];
  }

  /** What is stored for a transfer, and what hashing costs, each part measured alone on what is booked. */
  async storage(): Promise<{ bytesPerTransfer: number; transfers: number; hashUs: number }> {
    const sealing = performance.now();
    await this.ledger.makeCheckpoint.execute();
    const sealingMs = performance.now() - sealing;
    const [size] = await query<{ bytes: string; transfers: string; leaves: string }>(
      this.ownerUrl,
      `select pg_total_relation_size('ledger.transfer') + pg_total_relation_size('ledger.tile') as bytes,
        (select count(*) from ledger.transfer) as transfers, (select seq from ledger.head) as leaves`,
    );
    const transfers = Number.parseInt(size?.transfers ?? '1', 10);
    const sample = Math.min(transfers, 100_000);
    const leafUs = await this.timed(
      `select count(ledger.transfer_leaf_hash(t.seq, t.entry_id, t.kind, t.amount, t.asset, t.effective_at,
      t.recorded_at, t.refers_to, t.facts, t.content_hash, t.content_hash, t.debit_account_seq, t.debit_prev_seq, t.debit_credits_after,
      t.debit_debits_after, t.content_hash, t.credit_account_seq, t.credit_prev_seq, t.credit_credits_after, t.credit_debits_after)),
      count(ledger.entry_content_hash(t.asset, t.effective_at, t.entry_id, t.metadata,
        '[' || ledger.transfer_content(t.amount, t.asset, t.asset, t.facts, t.kind, t.refers_to) || ']'))`,
      sample,
    );
    const bareUs = await this.timed('select count(t.seq), count(t.metadata)', sample);
    const body = Buffer.alloc(340, 7);
    const began = performance.now();
    for (let n = 0; n < sample; n += 1) hash('sha256', body, 'buffer');
    const nodeUs = (2 * (performance.now() - began) * 1000) / sample;
    return {
      bytesPerTransfer: Math.round(Number.parseInt(size?.bytes ?? '0', 10) / transfers),
      transfers,
      hashUs: Math.max(leafUs - bareUs, 0) + nodeUs + (sealingMs * 1000) / transfers,
    };
  }

  /** Microseconds a row of `select` over the first `rows` transfers. */
  private async timed(select: string, rows: number): Promise<number> {
    const sql = `${select} from (select * from ledger.transfer where transfer_count = 1 order by seq limit ${rows}) t`;
    await query(this.ownerUrl, `set max_parallel_workers_per_gather = 0; ${sql}`);
    const began = performance.now();
    await query(this.ownerUrl, `set max_parallel_workers_per_gather = 0; ${sql}`);
    return ((performance.now() - began) * 1000) / rows;
  }

  async close(): Promise<{ leaves: bigint; breaks: number }> {
    const { checked, breaks } = await this.ledger.checkMoney.execute();
    await Promise.all([this.rowLock.close(), this.rawCopy.close()]);
    await this.source.destroy();
    return { leaves: checked.leaves, breaks: breaks.length };
  }
}

function draftOf(transfer: TransferDraft): EntryDraft {
  const now = new SystemClock().now();
  return {
    id: newId<'Entry'>(now),
    asset: GBPT,
    effectiveAt: now,
    transfers: [transfer],
    metadata: { reason: 'bench' },
  };
}

function mustBePosted(outcomes: Awaited<ReturnType<ReturnType<typeof aLedger>['poster']['post']>>): void {
  for (const outcome of outcomes) if (outcome.outcome === 'refused') throw outcome.error;
}

/** Two different numbers of accounts; the second is always 1 on the hot account. */
function twoNumbers(isHot: boolean): [number, number] {
  const any = (from: number): number => from + Math.floor(Math.random() * (ACCOUNTS + 1 - from));
  const credit = isHot ? 1 : any(1);
  let debit = any(isHot ? 2 : 1);
  while (debit === credit) debit = any(1);
  return [debit, credit];
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function lastOf(samples: ReadonlyMap<string, readonly number[]>): Record<string, number> {
  return Object.fromEntries([...samples].map(([name, values]) => [name, Math.round(values.at(-1) ?? 0)]));
}
