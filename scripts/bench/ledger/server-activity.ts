import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

/** What kept the machine busy for a while, of all its cores together: 100 is every core all the time. */
export type Activity = {
  readonly seconds: number;
  readonly cpuPct: number;
  readonly postgresPct: number;
  readonly nodePct: number;
  /** What the sessions of the books were doing when they were looked at, in percent of the looks, most frequent first. */
  readonly doing: readonly (readonly [what: string, pct: number])[];
  /** Per second, from pg_stat_database and pg_stat_wal. */
  readonly commits: number;
  readonly syncs: number;
  readonly walKiB: number;
  readonly fullPages: number;
};

/** A server that is looked at. */
export type Watched = { readonly url: string; readonly pid: number };

const EVERY_MS = 25;

/** Sessions are `active` while a statement runs; between statements the poster's process has the word. */
const LOOK = `
  select case when state = 'active' then coalesce(wait_event_type || ':' || wait_event, 'on CPU')
    when state like 'idle in transaction%' then 'waits for the poster' else 'idle' end as what, count(*)::int4 as sessions
  from pg_stat_activity where application_name like 'provisio book%' and backend_type = 'client backend' group by 1`;
const COUNTERS = `
  select (select sum(xact_commit) from pg_stat_database) as commits, to_jsonb(w) as wal from pg_stat_wal w`;

/** Watches servers and processes from now until `stop`. */
export class ActivityWatch {
  private readonly looks = new Map<string, number>();
  private isOver = false;

  private constructor(
    private readonly clients: readonly Client[],
    private readonly servers: readonly Watched[],
    private readonly nodes: readonly number[],
    private readonly before: Reading,
  ) {}

  static async start(servers: readonly Watched[], nodes: readonly number[]): Promise<() => Promise<Activity>> {
    const clients = servers.map(({ url }) => new Client({ connectionString: url, application_name: 'bench watch' }));
    await Promise.all(clients.map((client) => client.connect()));
    const watch = new ActivityWatch(clients, servers, nodes, await readingOf(clients, servers, nodes));
    const looking = watch.look();
    return async () => {
      watch.isOver = true;
      await looking;
      const activity = await watch.finish();
      await Promise.all(clients.map((client) => client.end()));
      return activity;
    };
  }

  private async look(): Promise<void> {
    while (!this.isOver) {
      for (const client of this.clients) {
        const { rows } = await client.query<{ what: string; sessions: number }>(LOOK);
        for (const { what, sessions } of rows) {
          if (what !== 'idle') this.looks.set(what, (this.looks.get(what) ?? 0) + sessions);
        }
      }
      await pause(EVERY_MS);
    }
  }

  private async finish(): Promise<Activity> {
    const after = await readingOf(this.clients, this.servers, this.nodes);
    const gone = (of: keyof Reading): number => after[of] - this.before[of];
    const share = (ticks: number): number => (100 * ticks) / gone('allTicks');
    const looks = [...this.looks.values()].reduce((sum, count) => sum + count, 0);
    const seconds = gone('ms') / 1000;
    return {
      seconds,
      cpuPct: share(gone('allTicks') - gone('idleTicks')),
      postgresPct: share(gone('postgresTicks')),
      nodePct: share(gone('nodeTicks')),
      doing: [...this.looks]
        .map(([what, count]) => [what, (100 * count) / looks] as const)
        .toSorted(([, a], [, b]) => b - a),
      commits: gone('commits') / seconds,
      syncs: gone('syncs') / seconds,
      walKiB: gone('walBytes') / 1024 / seconds,
      fullPages: gone('fullPages') / seconds,
    };
  }
}

type Reading = {
  readonly ms: number;
  readonly allTicks: number;
  readonly idleTicks: number;
  readonly postgresTicks: number;
  readonly nodeTicks: number;
  readonly commits: number;
  readonly syncs: number;
  readonly walBytes: number;
  readonly fullPages: number;
};

async function readingOf(
  clients: readonly Client[],
  servers: readonly Watched[],
  nodes: readonly number[],
): Promise<Reading> {
  let [commits, syncs, walBytes, fullPages] = [0, 0, 0, 0];
  for (const client of clients) {
    const { rows } = await client.query<{ commits: string; wal: Record<string, number | undefined> }>(COUNTERS);
    commits += Number.parseInt(rows[0]?.commits ?? '0', 10);
    syncs += rows[0]?.wal['wal_sync'] ?? 0; // Not there from PostgreSQL 18 on.
    walBytes += rows[0]?.wal['wal_bytes'] ?? 0;
    fullPages += rows[0]?.wal['wal_fpi'] ?? 0;
  }
  const [, ...ticks] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/).map(Number);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(statOf);
  const ofServers = processes.filter(({ pid, parent }) => servers.some((of) => of.pid === pid || of.pid === parent));
  return {
    ms: performance.now(),
    allTicks: sum(ticks.slice(0, 8)), // Guests' time is in the users' already.
    idleTicks: (ticks[3] ?? 0) + (ticks[4] ?? 0),
    postgresTicks: sum(ofServers.map((of) => of.ticks)),
    nodeTicks: sum(processes.filter(({ pid }) => nodes.includes(pid)).map((of) => of.ticks)),
    commits,
    syncs,
    walBytes,
    fullPages,
  };
}

/** A process's parent and the time it had; nothing for one that is gone. */
function statOf(name: string): { pid: number; parent: number; ticks: number }[] {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return [{ pid: Number(name), parent: fields[1] ?? 0, ticks: (fields[11] ?? 0) + (fields[12] ?? 0) }];
  } catch {
    return []; // It ended between the list and the look.
  }
}
