import os from 'node:os';
import { type Bench, median, politeness } from './bench.ts';
import { fillHistory } from './ledger/fill-history.ts';
import { underLoad } from './ledger/load.ts';
import { BenchLedger } from './ledger/open-ledger.ts';
import { type BenchServer, query, startBenchServer } from './ledger/postgres-server.ts';
import { type Activity, ActivityWatch } from './ledger/server-activity.ts';

const CLIENTS = 64;
/** A ledger as large as the smallest of the sizes stands beside each: what it does then, the machine does then. */
const FRESH_ROWS = 100_000;

/** Whether posting gets slower as history grows: 64 clients at 10⁵, 10⁶ and, with --full, 10⁷ rows. */
export const bench: Bench = async ({ full, say }) => {
  const sizes = full ? [100_000, 1_000_000, 10_000_000] : [100_000, 1_000_000];
  // Many short rounds: what else the machine does meanwhile then falls on both sides.
  const [rounds, seconds] = full ? [20, 2] : [12, 1];
  const server = await startBenchServer();
  try {
    const grown = await GrownLedger.open(server, 'bench');
    const found: Found[] = [];
    for (const [at, size] of sizes.entries()) {
      const fresh = await GrownLedger.open(server, `fresh${at + 1}`);
      await fresh.grow(FRESH_ROWS, () => undefined);
      await grown.grow(size, say);
      found.push(await compared(server, grown, fresh, { rounds, seconds }));
      await fresh.bench.close();
      say(`${size} rows (load ${os.loadavg()[0]?.toFixed(1)}): ${found.at(-1)?.note}`);
    }
    await grown.bench.close();
    const names = ['100k', '1m', '10m'];
    const figures = (name: string, value: (of: Found) => number): [string, number][] =>
      found.map((each, at) => [`${name}_${names[at]}`, value(each)]);
    return {
      figures: {
        ...Object.fromEntries(figures('tps', ({ perSecond }) => Math.round(perSecond))),
        spread_pct: spread(found.map(({ perSecond }) => perSecond)),
        ...Object.fromEntries(figures('ratio_fresh', ({ ratio }) => Math.round(ratio * 1000) / 1000)),
        spread_ratio_pct: spread(found.map(({ ratio }) => ratio)),
      },
      notes: [
        `${server.version} with its default settings (128 MiB of shared buffers); ${CLIENTS} clients, one transfer an entry, 1,000 organisations with limits.`,
        `ratio_fresh: the rate over that of a ledger of ${FRESH_ROWS} rows on the same server in the same rounds, so that it does not matter how busy the machine was; spread_ratio_pct is of it, spread_pct of the rates as they were.`,
        `History between the sizes is written by SQL, leaf for leaf what the poster would have booked; then tiles are sealed, the tables vacuumed, and a checkpoint of PostgreSQL awaited.`,
        ...found.map(({ note }, at) => `${sizes[at]} rows: ${note}.`),
        `Medians of ${rounds} rounds of ${seconds} s at each size${full ? '' : '; 10⁷ rows with --full only'}; load average at the end ${os.loadavg()[0]?.toFixed(1)} on ${os.cpus().length} cores${politeness()}.`,
      ],
    };
  } finally {
    await server.stop();
  }
};

type Found = { readonly perSecond: number; readonly ratio: number; readonly note: string };

/** Both in turn, `rounds` times, and what the database did for a transfer of the grown one. */
async function compared(
  server: BenchServer,
  grown: GrownLedger,
  fresh: GrownLedger,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Found> {
  const [rates, ratios, perTransfer]: [number[], number[], PerTransfer[]] = [[], [], []];
  for (const each of [fresh, grown]) await each.rate(1); // Plans and pages that the first round would pay for.
  for (let round = 0; round < rounds; round += 1) {
    const beside = await fresh.rate(seconds);
    const before = await grown.counters();
    const stop = await ActivityWatch.start([server], [process.pid]);
    const rate = await grown.rate(seconds);
    perTransfer.push(perTransferOf(rate, await stop(), before, await grown.counters()));
    rates.push(rate);
    ratios.push(rate / beside);
  }
  const middle = (value: (of: PerTransfer) => number): string => median(perTransfer.map(value)).toFixed(2);
  const note =
    `${Math.round(median(rates))} transfers/s, ${median(ratios).toFixed(3)} of the fresh ledger's; a transfer: ` +
    `${middle((of) => of.walKiB)} KiB of WAL with ${middle((of) => of.fullPages)} full pages, ${middle((of) => of.pagesRead)} pages from outside shared buffers, ` +
    `${middle((of) => of.postgresUs)} µs of PostgreSQL and ${middle((of) => of.nodeUs)} µs of Node; ${await grown.shape()}`;
  return { perSecond: median(rates), ratio: median(ratios), note };
}

type PerTransfer = {
  readonly walKiB: number;
  readonly fullPages: number;
  readonly pagesRead: number;
  readonly postgresUs: number;
  readonly nodeUs: number;
};

function perTransferOf(perSecond: number, activity: Activity, before: number, after: number): PerTransfer {
  const coreUs = os.cpus().length * 10_000; // One percent of all cores for a second, in µs.
  return {
    walKiB: activity.walKiB / perSecond,
    fullPages: activity.fullPages / perSecond,
    pagesRead: (after - before) / activity.seconds / perSecond,
    postgresUs: (activity.postgresPct * coreUs) / perSecond,
    nodeUs: (activity.nodePct * coreUs) / perSecond,
  };
}

class GrownLedger {
  private rows = 1_000;

  private constructor(readonly bench: BenchLedger) {}

  static async open(server: BenchServer, name: string): Promise<GrownLedger> {
    return new GrownLedger(await BenchLedger.open(server, { name }));
  }

  /** Fills up to `size` rows and leaves nothing for autovacuum and the checkpointer to do for a while. */
  async grow(size: number, say: (line: string) => void): Promise<void> {
    if (size > this.rows) {
      await fillHistory(this.bench.ownerUrl, { organisations: this.bench.orgs, rows: size - this.rows, days: 1 }, say);
      this.rows = size;
    }
    await this.bench.ledger.makeCheckpoint.execute();
    await query(this.bench.ownerUrl, 'vacuum (analyze)');
    await query(this.bench.ownerUrl, 'checkpoint');
  }

  /** Transfers a second. */
  async rate(seconds: number): Promise<number> {
    const one = async (): Promise<void> => void (await this.bench.post(this.bench.drafts(1)));
    const { perSecond } = await underLoad(CLIENTS, seconds, one);
    this.rows += Math.round(perSecond * seconds);
    return perSecond;
  }

  /** Pages of this database that were not in shared buffers, so far. */
  async counters(): Promise<number> {
    await query(this.bench.ownerUrl, 'select pg_stat_force_next_flush()');
    const [row] = await query<{ blocks: string }>(
      this.bench.ownerUrl,
      'select blks_read as blocks from pg_stat_database where datname = current_database()',
    );
    return Number.parseInt(row?.blocks ?? '0', 10);
  }

  /** How large the tables are, and how many pages an index look-up reads from its root down. */
  async shape(): Promise<string> {
    await query(this.bench.ownerUrl, 'create extension if not exists pageinspect');
    const indexes = await query<{ name: string; levels: number; mib: string }>(
      this.bench.ownerUrl,
      `select c.relname as name, (bt_metap(c.oid::regclass::text)).level::int4 + 1 as levels, (pg_relation_size(c.oid) >> 20)::text as mib
      from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid in (select relid from pg_partition_tree('ledger.transfer')) and c.relkind = 'i' and pg_relation_size(c.oid) > 1 << 20 order by 1`,
    );
    const [heap] = await query<{ mib: string }>(
      this.bench.ownerUrl,
      `select (sum(pg_table_size(relid))::int8 >> 20)::text as mib from pg_partition_tree('ledger.transfer')`,
    );
    return `history ${heap?.mib} MiB, ${indexes.map(({ name, levels, mib }) => `${name} ${mib} MiB in ${levels} levels`).join(', ')}`;
  }
}

/** How far the least is below the most, in percent. */
function spread(values: readonly number[]): number {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return Math.round((1_000 * (most - least)) / most) / 10;
}
