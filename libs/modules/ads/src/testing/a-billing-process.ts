import { RandomIdSource, SystemClock } from '#kernel';
import { aLedger } from '#modules/ledger/testing';
import { type EventLog, PgEventConsumers, PgEventLog, type Stop } from '#platform/event-log';
import { aKafkaEventLog } from '#platform/event-log/testing';
import { PgDatabase, PgSession, PgUnitOfWork, openDataSource } from '#platform/database';
import { PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { ADS_DEFAULTS } from '../ads-settings.ts';
import { AdsConsumers } from '../jobs/ads-consumers.ts';
import { BillingStore } from '../storage/billing.store.ts';
import { LeaseStore } from '../storage/lease.store.ts';
import { BillEvents } from '../use-cases/bill-events/bill-events.ts';

/** The log that a billing process reads: Kafka's where `brokers` are named, else the database's. */
export type BillingLog = {
  readonly brokers?: string | undefined;
  /** Most events of a batch; as the product has it unless given. */
  readonly batchSize?: number | undefined;
};

/** How long a dead process keeps its partitions on Kafka: short, so that who watches need not wait ten seconds. */
const SESSION_MS = 2_000;

/** The billing consumer as a process of its own has it, on the database behind `appUrl`. */
export async function aBillingProcess(
  appUrl: string,
  onBatch: (events: number) => void,
  { brokers, batchSize }: BillingLog = {},
): Promise<{ start(): Promise<Stop>; idle(): Promise<void>; close(): Promise<void> }> {
  const dataSource = await openDataSource({ appUrl });
  const [unitOfWork, database] = [new PgUnitOfWork(dataSource), new PgDatabase(dataSource)];
  const session = new PgSession(appUrl);
  const clock = new SystemClock();
  const { logger } = aLogger();
  const log: EventLog =
    brokers === undefined
      ? new PgEventLog({ unitOfWork, database, session, logger })
      : await aKafkaEventLog({ brokers: brokers.split(','), logger, sessionMs: SESSION_MS });
  const consumers = new PgEventConsumers({ log, unitOfWork, database, logger, metrics: new PrometheusMetrics() });
  const { postEntries } = aLedger({ database, unitOfWork }, clock);
  const ids = new RandomIdSource(clock);
  const bill = new BillEvents(new BillingStore(), new LeaseStore(database), postEntries, clock, ids, ADS_DEFAULTS);
  const told = {
    async execute(...args: Parameters<BillEvents['execute']>): Promise<void> {
      onBatch(args[1].length); // Before the effects: whoever kills us now hits the middle of a batch.
      await bill.execute(...args);
    },
  };
  return {
    start: () => new AdsConsumers(consumers, told as BillEvents).start(batchSize),
    idle: () => consumers.idle(),
    async close() {
      await log.close();
      await session.close();
      await dataSource.destroy();
    },
  };
}
