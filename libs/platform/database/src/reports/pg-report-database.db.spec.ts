import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { eventually } from '../../../../../test/support/eventually.ts';
import { openDataSource } from '../data-source.ts';
import { PgDatabase, PgUnitOfWork } from '../pg-unit-of-work.ts';
import { type ReplicatedDatabase, aReplicatedDatabase } from '../testing.ts';
import type { Database } from '../unit-of-work.ts';
import { type OpenReports, openReportDatabase } from './open-report-database.ts';
import type { Freshness, ReportSource } from './report-database.ts';

describe('reports from a streaming replica', () => {
  let db: ReplicatedDatabase;
  let source: DataSource;
  let owner: DataSource;
  const opened: OpenReports[] = [];

  const reports = (patienceMs: number, fallsBack = true): OpenReports['database'] => {
    const of = openReportDatabase(
      source,
      { appUrl: db.appUrl, poolSize: 2 },
      { url: db.replicaUrl, patienceMs, fallsBack },
    );
    opened.push(of);
    return of.database;
  };
  const count = async (database: Database): Promise<bigint> =>
    (await database.query<{ n: bigint }>('select count(*) as n from public.seen'))[0]?.n ?? -1n;
  const add = async (): Promise<bigint> => {
    await owner.query('insert into public.seen default values');
    return count(new PgDatabase(source));
  };
  const seen = (atLeast: bigint): Freshness => ({ name: 'seen', atLeast, position: count });
  const nameOf = ({ name }: ReportSource): Promise<string> => Promise.resolve(name);
  const caughtUp = async (): Promise<void> => {
    await db.onReplica('select pg_wal_replay_resume()');
    const [now, replica] = [await count(new PgDatabase(source)), reports(30_000)];
    await expect(replica.reading(seen(now), nameOf)).resolves.toBe('replica');
  };

  beforeAll(async () => {
    db = await aReplicatedDatabase();
    source = await openDataSource({ appUrl: db.appUrl, poolSize: 3 });
    owner = await openDataSource({ appUrl: db.ownerUrl, poolSize: 1 });
    await owner.query(
      'create table public.seen (n int8 generated always as identity); grant select on public.seen to provisio_app',
    );
    await add();
    await eventually(() => db.onReplica('select from public.seen'));
  }, 120_000);
  afterAll(async () => {
    for (const each of opened) await each.close();
    await source.destroy();
    await owner.destroy();
    await db.close();
  });

  it('read the replica, and cannot write there', async () => {
    await caughtUp();
    const of = reports(500);
    const [row] = await of.query<{ on_replica: boolean }>('select pg_is_in_recovery() as on_replica');
    expect(row?.on_replica).toBe(true);
    const { unitOfWork } = await of.source();
    await expect(unitOfWork.run((tx) => tx.query('create table x ()'))).rejects.toMatchObject({ code: '25006' });
  });

  it('wait for a replica that is behind, and read it once it has caught up', async () => {
    await caughtUp();
    await db.onReplica('select pg_wal_replay_pause()');
    const needed = await add();
    const waiting = reports(30_000).reading(seen(needed), async ({ name, database }) => [name, await count(database)]);
    await db.onReplica('select pg_wal_replay_resume()');
    await expect(waiting).resolves.toEqual(['replica', needed]);
  });

  it('read the primary when the replica stays behind, or refuse (database.replica_behind)', async () => {
    await caughtUp();
    await db.onReplica('select pg_wal_replay_pause()');
    const needed = await add();
    const [lenient, strict] = [reports(0), reports(0, false)];
    await expect(
      lenient.reading(seen(needed), async ({ name, database }) => [name, await count(database)]),
    ).resolves.toEqual(['primary', needed]);
    await expect(strict.reading(seen(needed), nameOf)).rejects.toMatchObject({
      code: 'database.replica_behind',
      details: { replayed: String(needed - 1n), needed: String(needed) },
    });
    await expect(strict.reading(seen(needed - 1n), ({ database }) => count(database))).resolves.toBe(needed - 1n);
    await expect(lenient.reading(undefined, nameOf)).resolves.toBe('replica');
  });

  it('keep all reads of one report on one server', async () => {
    await caughtUp();
    await db.onReplica('select pg_wal_replay_pause()');
    const needed = await add();
    const of = reports(0);
    const both = of.reading(seen(needed), async () => [await count(of), await of.reading(undefined, () => count(of))]);
    await expect(both).resolves.toEqual([needed, needed]);
  });

  it('see what the transaction around them wrote', async () => {
    const of = reports(0);
    await new PgUnitOfWork(source).run(async (tx) => {
      await tx.query("select set_config('provisio.mark', 'here', true)");
      const [row] = await of.query<{ mark: string }>("select current_setting('provisio.mark', true) as mark");
      expect(row?.mark).toBe('here');
      await expect(of.reading(seen(1_000n), nameOf)).resolves.toBe('primary');
    });
  });

  it('go to the primary when the replica is lost on the way, and do not ask it again for a while', async () => {
    await caughtUp();
    const [lenient, strict] = [reports(500), reports(500, false)];
    await expect(lenient.reading(undefined, nameOf)).resolves.toBe('replica');
    await expect(strict.reading(undefined, nameOf)).resolves.toBe('replica');
    const names: string[] = [];
    const answer = lenient.reading(undefined, async ({ name, database }) => {
      names.push(name);
      if (name === 'replica') await db.stopReplica();
      return count(database);
    });
    await expect(answer).resolves.toBe(await count(new PgDatabase(source)));
    expect(names).toEqual(['replica', 'primary']);
    await expect(lenient.reading(seen(1n), nameOf)).resolves.toBe('primary');
    await expect(strict.reading(undefined, ({ database }) => count(database))).rejects.toMatchObject({
      code: 'database.unavailable',
    });
    await expect(strict.query('select 1')).rejects.toMatchObject({ code: 'database.unavailable' });
    await expect(reports(500).reading(seen(1n), nameOf)).resolves.toBe('primary'); // A pool that was never open.
  });
});
