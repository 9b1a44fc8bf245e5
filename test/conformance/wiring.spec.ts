import { Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ConfigModule, loadConfig } from '#platform/config';
import { DatabaseModule, UnitOfWork } from '#platform/database';
import { aDatabase } from '#platform/database/testing';
import { EventConsumers, EventLogModule } from '#platform/event-log';
import { JobQueue, JobQueueModule, prepareJobQueue } from '#platform/job-queue';
import { Outbox, OutboxModule, OutboxRelay } from '#platform/outbox';
import { PrometheusMetrics, TelemetryModule } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { eventually } from '../support/eventually.ts';
import { serviceUrl } from '../support/services.ts';

const TOPIC = `orders.${randomUUID()}`; // A real Kafka keeps what an earlier run sent.
const TICK = `sample.tick-${randomUUID()}`;

/** What a worker module does: consumers and jobs at the start. */
@Injectable()
class SampleWorker implements OnApplicationBootstrap {
  readonly seen: string[] = [];
  ticks = 0;
  constructor(
    private readonly consumers: EventConsumers,
    private readonly relay: OutboxRelay,
    private readonly jobs: JobQueue,
  ) {}
  async onApplicationBootstrap(): Promise<void> {
    await this.consumers.consume(
      TOPIC,
      'sample',
      async (_tx, records) => void this.seen.push(...records.map(({ body }) => body)),
    );
    await this.jobs.define(TICK, async () => void (this.ticks += 1), { everyMs: 50 });
    await this.relay.start();
  }
}

type Engines = { readonly kafkaBrokers?: string; readonly redisUrl?: string };

describe('the platform in one Nest application', () => {
  it('carries an event from a transaction to its consumer, runs a job by the clock, and stops in order', () =>
    carries({}));

  const [kafkaBrokers, redisUrl] = [serviceUrl('kafka'), serviceUrl('redis')];
  if (kafkaBrokers !== undefined && redisUrl !== undefined) {
    it('does the same with events in Kafka and jobs on Redis', () => carries({ kafkaBrokers, redisUrl }));
  }

  it('loads no client of a service that the embedded mode does not use', async () => {
    const db = await aDatabase();
    await prepareJobQueue(db.ownerUrl);
    const loader = new URL('../../scripts/dev/typescript.mjs', import.meta.url).href;
    const script = fileURLToPath(new URL('../support/loaded-clients.ts', import.meta.url));
    const args = ['--conditions=provisio-source', '--import', loader, script, db.appUrl];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    await db.close();
    expect(JSON.parse(stdout)).toEqual([]);
  });
});

/** One application over the engines given (PostgreSQL where none is): an event and a job go all the way. */
async function carries({ kafkaBrokers, redisUrl }: Engines): Promise<void> {
  const db = await aDatabase();
  await prepareJobQueue(db.ownerUrl);
  const { logger, lines } = aLogger();
  @Module({
    imports: [
      ConfigModule.forRoot(loadConfig({})),
      TelemetryModule.forRoot(logger, new PrometheusMetrics()),
      DatabaseModule.forRoot({ appUrl: db.appUrl }),
      EventLogModule.forRoot({ kafkaBrokers }),
      OutboxModule.forRoot(),
      JobQueueModule.forRoot({ appUrl: db.appUrl, redisUrl }),
    ],
    providers: [SampleWorker],
  })
  class SampleModule {}
  const app = await NestFactory.createApplicationContext(SampleModule, { logger: false, abortOnError: false });
  const worker = app.get(SampleWorker);
  const body = { event: 'orders.order_accepted.v1', order: 'o1' };
  await app.get(UnitOfWork).run((tx) => app.get(Outbox).add(tx, { topic: TOPIC, key: 'o1', body }));
  await app.get(EventConsumers).idle();
  expect(worker.seen).toEqual([JSON.stringify(body)]);
  await eventually(() => worker.ticks >= 2);
  await app.close();
  expect(lines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
  // PostgreSQL hears of a closed connection a moment later.
  await eventually(async () => {
    const left = await db.ownerQuery(
      "select from pg_stat_activity where datname = current_database() and application_name in ('provisio jobs', 'provisio session')",
    );
    return left.length === 0;
  });
  await db.close();
}
