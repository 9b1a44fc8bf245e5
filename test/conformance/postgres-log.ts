import { DataSource } from 'typeorm';
import { PgDatabase, PgSession, PgUnitOfWork, openDataSource } from '#platform/database';
import { aDatabase } from '#platform/database/testing';
import { PgEventConsumers, PgEventLog } from '#platform/event-log';
import { PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import type { LogNode } from './event-log.ts';
import type { OutboxUnderTest } from './outbox.ts';

/** The event log in PostgreSQL: the run's embedded server, or the one at `ownerUrl`. */
export async function postgresLog(ownerUrl?: string): Promise<OutboxUnderTest> {
  const db = await aDatabase(ownerUrl === undefined ? {} : { ownerUrl });
  await db.ownerQuery('create table public.effect (nr int8 generated always as identity, body text)');
  await db.ownerQuery('grant select, insert on public.effect to provisio_app');
  return {
    db,
    relaysTo: () => new PgEventLog({ ...db, logger: aLogger().logger }),
    node: () => aNode(db.appUrl, (sql, params) => db.ownerQuery(sql, params)),
    openAppend: async (topic, key, body) => {
      const log = new PgEventLog({ ...db, logger: aLogger().logger });
      const appended = Promise.withResolvers<void>();
      const commit = Promise.withResolvers<void>();
      const done = db.unitOfWork.run(async () => {
        await log.append(topic, [{ key, body }]);
        appended.resolve();
        await commit.promise;
      });
      await appended.promise;
      return async () => {
        commit.resolve();
        await done;
      };
    },
    trim: async (topic) => {
      const log = new PgEventLog({ ...db, logger: aLogger().logger });
      for (const [partition, end] of await log.ends(topic)) await log.trim(topic, partition, end);
    },
    effect: async (tx, body) => void (await tx.query('insert into effect (body) values ($1)', [body])),
    effects: async (topic) => {
      const rows = await db.ownerQuery<{ body: string }>(
        'select body from effect where starts_with(body, $1) order by nr',
        [topic],
      );
      return rows.map(({ body }) => body.slice(topic.length + 1));
    },
    deadLetters: (group) =>
      db.ownerQuery('select body, tries from platform.dead_letter where consumer_group = $1', [group]),
    close: () => db.close(),
  };
}

let nodes = 0;

/** A process of its own, as far as the database can tell. */
async function aNode(
  appUrl: string,
  ownerQuery: (sql: string, params: unknown[]) => Promise<unknown>,
): Promise<LogNode> {
  const applicationName = `node ${(nodes += 1)}`;
  const source: DataSource = await openDataSource({ appUrl, applicationName });
  const sessionUrl = new URL(appUrl);
  const session = new PgSession(sessionUrl.href, applicationName);
  const parts = {
    unitOfWork: new PgUnitOfWork(source),
    database: new PgDatabase(source),
    session,
    logger: aLogger().logger,
  };
  const log = new PgEventLog(parts);
  const consumers = new PgEventConsumers({
    ...parts,
    log,
    metrics: new PrometheusMetrics(),
    firstPauseMs: 1,
    askedEveryMs: 20,
  });
  return {
    log,
    consumers,
    kill: async () => {
      await session.close();
      await ownerQuery('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
        applicationName,
      ]);
    },
    close: async () => {
      await log.close();
      await session.close();
      await source.destroy();
    },
  };
}
