import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Bench, median, politeness } from './bench.ts';
import { BookProcess } from './ledger/book-clients.ts';
import { GBPT } from './ledger/open-ledger.ts';
import { type BenchServer, startBenchServer } from './ledger/postgres-server.ts';
import { type Activity, ActivityWatch } from './ledger/server-activity.ts';

const CLIENTS = 64;
const COUNTS = [1, 2, 4] as const;
const MOST = Math.max(...COUNTS);

/**
 * Posting into 1, 2 and 4 books by 64 clients in all, one process a book; the books lie on one server, or with --primaries each on
 * a server of its own. What the machine did meanwhile is measured beside it.
 */
export const bench: Bench = async ({ full, primaries = false, say }) => {
  const [rounds, seconds] = full ? [7, 10] : [3, 5];
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'provisio-bench-books-'));
  const servers: BenchServer[] = [];
  const books: BookProcess[] = [];
  try {
    for (let at = 0; at < (primaries ? MOST : 1); at += 1) servers.push(await startBenchServer());
    for (let at = 0; at < MOST; at += 1) {
      const name = `book${at + 1}`;
      const server = servers[at % servers.length] as BenchServer;
      const { ownerUrl: url, appUrl } = await server.database(name);
      books.push(await BookProcess.start({ name, url, appUrl, assets: [GBPT] }, dataDir));
    }
    const contest = new Contest(servers, books);
    for (const count of COUNTS) await contest.run(count, 2); // So that every book has its plans and pages.
    contest.forget();
    for (let round = 1; round <= rounds; round += 1) {
      for (const count of COUNTS) await contest.run(count, seconds);
      say(`round ${round} (load ${os.loadavg()[0]?.toFixed(1)}): ${contest.last()}`);
    }
    const audits = await Promise.all(books.map((book) => book.audit()));
    const cores = os.cpus().length;
    return {
      figures: contest.figures(),
      notes: [
        `${servers[0]?.version} with its default settings (fsync, synchronous_commit and full_page_writes on); ${primaries ? 'a server a book' : 'one server for all books'}, a database a book, a Node process a book with its poster and its clients, all on this machine.`,
        `${CLIENTS} clients in all, shared out evenly; one transfer an entry, 1,000 organisations a book with limits, idempotency and hashing on. Medians of ${rounds} interleaved rounds of ${seconds} s; load average at the end ${os.loadavg()[0]?.toFixed(1)} on ${cores} cores${politeness()}.`,
        ...COUNTS.map((count) => contest.describe(count)),
        `One fdatasync of 8 KiB on this disk takes ${fdatasyncUs(dataDir)} µs (median of 300, after the rounds).`,
        `The audits of the ${MOST} books afterwards: ${audits.map(({ leaves, breaks }) => `${leaves} leaves, ${breaks} breaks`).join('; ')}.`,
      ],
    };
  } finally {
    await Promise.all(books.map((book) => book.stop()));
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(dataDir, { recursive: true, force: true });
  }
};

type Sample = { readonly perSecond: number; readonly p99Ms: number; readonly activity: Activity };

class Contest {
  private readonly samples = new Map<number, Sample[]>();

  constructor(
    private readonly servers: readonly BenchServer[],
    private readonly books: readonly BookProcess[],
  ) {}

  /** All clients on the first `count` books. */
  async run(count: number, seconds: number): Promise<void> {
    const busy = this.books.slice(0, count);
    const stop = await ActivityWatch.start(
      this.servers,
      busy.map(({ pid }) => pid),
    );
    const loads = await Promise.all(busy.map((book) => book.run(CLIENTS / count, seconds)));
    const activity = await stop();
    const perSecond = loads.reduce((sum, load) => sum + load.perSecond, 0);
    const p99Ms = Math.max(...loads.map((load) => load.p99Ms));
    this.samples.set(count, [...(this.samples.get(count) ?? []), { perSecond, p99Ms, activity }]);
  }

  forget(): void {
    this.samples.clear();
  }

  last(): string {
    return COUNTS.map((count) => `${count} books ${Math.round(this.of(count).at(-1)?.perSecond ?? 0)}/s`).join(', ');
  }

  figures(): Record<string, number> {
    const entries = (name: string, value: (of: Sample) => number): [string, number][] =>
      COUNTS.map((count) => [`${name}_${count}`, Math.round(this.middle(count, value))]);
    return Object.fromEntries([
      ...entries('tps_books', ({ perSecond }) => perSecond),
      ...entries('p99_ms_books', ({ p99Ms }) => p99Ms),
      ...entries('cpu_pct_books', ({ activity }) => activity.cpuPct),
    ]);
  }

  /** What bounds it, in a line. */
  describe(count: number): string {
    const middle = (value: (of: Activity) => number): number => this.middle(count, ({ activity }) => value(activity));
    const whole = (value: (of: Activity) => number): string => middle(value).toFixed(0);
    const names = [...new Set(this.of(count).flatMap(({ activity }) => activity.doing.map(([what]) => what)))];
    const doing = names
      .map((what) => [what, middle(({ doing: of }) => of.find(([name]) => name === what)?.[1] ?? 0)] as const)
      .filter(([, pct]) => pct >= 2)
      .toSorted(([, a], [, b]) => b - a);
    const coreUs = os.cpus().length * 10_000; // One percent of all cores for a second, in µs.
    const costOf = (value: (of: Activity) => number): string =>
      this.middle(count, ({ perSecond, activity }) => (value(activity) * coreUs) / perSecond).toFixed(0);
    return (
      `${count} ${count === 1 ? 'book' : 'books'}: processors ${whole((of) => of.cpuPct)} % busy (PostgreSQL ${whole((of) => of.postgresPct)} %, posters and clients ${whole((of) => of.nodePct)} % of all cores); a transfer costs ${costOf((of) => of.postgresPct)} µs of PostgreSQL and ${costOf((of) => of.nodePct)} µs of Node; ` +
      `${whole((of) => of.commits)} commits, ${whole((of) => of.syncs)} WAL syncs, ${whole((of) => of.walKiB)} KiB of WAL and ${whole((of) => of.fullPages)} full pages a second; ` +
      `sessions in a transaction were ${doing.map(([what, pct]) => `${what} ${pct.toFixed(0)} %`).join(', ')}.`
    );
  }

  private of(count: number): readonly Sample[] {
    return this.samples.get(count) ?? [];
  }

  private middle(count: number, value: (of: Sample) => number): number {
    return median(this.of(count).map(value));
  }
}

/** What making 8 KiB durable costs, alone. */
function fdatasyncUs(folder: string): number {
  const file = openSync(path.join(folder, 'sync'), 'w');
  const page = Buffer.alloc(8_192, 7);
  const times: number[] = [];
  for (let at = 0; at < 300; at += 1) {
    const began = performance.now();
    writeSync(file, page, 0, page.length, (at % 64) * page.length);
    fdatasyncSync(file);
    times.push(performance.now() - began);
  }
  closeSync(file);
  return Math.round(median(times) * 1000);
}
