import type { INestApplicationContext } from '@nestjs/common';
import { CommissionsConsumers, CommissionsJobs } from '#modules/commissions/worker';
import { PayoutsConsumers } from '#modules/payouts/worker';
import { SettlementConsumers, SettlementWorker } from '#modules/settlement/worker';
import { JobQueue } from '#platform/job-queue';
import { OutboxRelay } from '#platform/outbox';

/** Ends the work that `startWorkers` began; what the modules close by themselves ends with the app. */
export type StopWorkers = () => Promise<void>;

/** Starts the background work of `app`: contracts known first, then consumers, the outbox relay, and jobs by the clock. */
export async function startWorkers(app: INestApplicationContext): Promise<StopWorkers> {
  const settlement = app.get(SettlementWorker);
  await settlement.start();
  await app.get(CommissionsConsumers).start();
  await app.get(SettlementConsumers).start();
  await app.get(PayoutsConsumers).start();
  await app.get(OutboxRelay).start();
  const queue = app.get(JobQueue);
  for (const { name, everyMs, run } of app.get(CommissionsJobs).list()) await queue.define(name, run, { everyMs });
  return () => settlement.stop();
}
