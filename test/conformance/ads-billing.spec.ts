import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SeededRandom } from '#kernel';
import { type PaidMarket, type SentEvent, aBillingProcess, aPaidMarket } from '#modules/ads/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type EventLog, PgEventLog } from '#platform/event-log';
import { aKafkaEventLog } from '#platform/event-log/testing';
import { aLogger } from '#platform/telemetry/testing';
import { alone } from '../support/alone.ts';
import { serviceUrl } from '../support/services.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BATCH = 20;

describeBilling('PostgreSQL');
const kafka = serviceUrl('kafka');
if (kafka !== undefined) describeBilling('Kafka', kafka);

/** What ads promise of their money on any event log, with the consumer in processes that are really killed. */
function describeBilling(name: string, brokers?: string): void {
  describe(`billing of ads on ${name}`, () => {
    let db: TestDatabase;
    let market: PaidMarket;
    let log: EventLog;
    let leave: (() => Promise<void>) | undefined;
    const sent = new Map<string, bigint>();

    beforeAll(async () => {
      if (brokers !== undefined) leave = await alone('services'); // Its topics and groups are the product's.
      db = await aDatabase();
      market = await aPaidMarket(db, 4);
      const { logger } = aLogger();
      log =
        brokers === undefined
          ? new PgEventLog({ ...db, logger })
          : await aKafkaEventLog({ brokers: brokers.split(','), logger });
      await market.beginAfter(log);
    }, 1_200_000);
    afterAll(async () => {
      await log.close();
      await leave?.();
      await market.close();
      await db.close();
    });

    const send = async (events: readonly SentEvent[]): Promise<void> => {
      for (const { name: of, nanos } of events) sent.set(of, nanos);
      for (const [topic, members] of Map.groupBy(events, (event) => event.topic)) {
        await log.append(
          topic,
          members.map(({ record }) => record),
        );
      }
    };

    const billTheRest = async (): Promise<void> => {
      const billing = await aBillingProcess(db.appUrl, () => undefined, { brokers, batchSize: BATCH });
      const stop = await billing.start();
      await billing.idle();
      await stop();
      await billing.close();
    };

    const expectAllBilledOnce = async (): Promise<void> => {
      const billed = await market.billed();
      const exactNanos = [...sent.values()].reduce((sum, nanos) => sum + nanos, 0n);
      expect(billed.names).toEqual(new Set(sent.keys()));
      expect(billed).toMatchObject({ reported: BigInt(sent.size), exactNanos, breaks: 0 });
      expect(billed.ledgerNanos + billed.carriedNanos).toBe(exactNanos);
    };

    it('charges every event once, though some come twice and consumers are killed in the middle of batches', async () => {
      const events = market.events(400, new SeededRandom(11));
      await send(events);
      await send(events.filter((_, at) => at % 5 === 0)); // As a producer that never got its answer.
      for (let batch = 1; batch <= 3; batch += 1) await killInBatch(db.appUrl, batch + 1, brokers);
      expect((await market.billed()).names.size).toBeLessThan(400); // Somebody was killed before the end.
      await billTheRest();
      await expectAllBilledOnce();
    }, 180_000);

    it('puts what cannot be read aside, and its partition goes on', async () => {
      const [before, after] = market.events(2, new SeededRandom(12));
      if (before === undefined || after === undefined) throw new Error('two events were asked for');
      const key = before.record.key;
      const broken = ['{"event":', 'null', '{"event":"ads.event_recorded.v1","kind":"click"}', '\u0000'];
      // All of one topic and one key, so that they stand in one partition in this order.
      const inOrder = [before.record.body, ...broken, after.record.body].map((body) => ({
        key,
        body: body.replace('\u0000', brokers === undefined ? ' ' : '\u0000'),
      }));
      await log.append(before.topic, inOrder);
      for (const { name: of, nanos } of [before, after]) sent.set(of, nanos);
      await billTheRest();
      const aside = await db.ownerQuery<{ topic: string; tries: number }>(
        "select topic, tries from platform.dead_letter where consumer_group = 'ads-billing'",
      );
      expect(aside).toEqual(broken.map(() => ({ topic: before.topic, tries: 5 })));
      await expectAllBilledOnce();
    }, 120_000);
  });
}

/** Starts a process that bills and kills it the hard way as its `batch`-th batch begins. */
async function killInBatch(appUrl: string, batch: number, brokers: string | undefined): Promise<void> {
  const program = [`${ROOT}scripts/dev/typescript.mjs`, `${ROOT}test/support/doomed-billing.ts`];
  const args = [appUrl, String(BATCH), brokers ?? '', String(batch + 2)]; // However late we hear of it, it goes no further.
  const flags = ['--conditions=provisio-source', '--import', ...program];
  const child = spawn(process.execPath, [...flags, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  let begun = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    begun += chunk.toString().split('batch\n').length - 1;
    if (begun >= batch) child.kill('SIGKILL');
  });
  await gone;
}
