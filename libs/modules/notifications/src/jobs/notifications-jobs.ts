import { Injectable } from '@nestjs/common';
import { id, InvalidInput, type Json } from '#kernel';
import { JobQueue } from '#platform/job-queue';
import { DeliverMessage } from '../use-cases/deliver-message/deliver-message.ts';
import { PurgeLog } from '../use-cases/purge-log/purge-log.ts';
import { DELIVER_JOB, SweepDeliveries } from '../use-cases/sweep-deliveries/sweep-deliveries.ts';

/** Attempts at a time in one process. */
const CONCURRENCY = 16;
const SWEEP_EVERY_MS = 2_000;
const PURGE_EVERY_MS = 3_600_000;

/** The jobs of this module. Each may run in several processes at once and after a crash. */
@Injectable()
export class NotificationsJobs {
  constructor(
    private readonly queue: JobQueue,
    private readonly sweep: SweepDeliveries,
    private readonly deliver: DeliverMessage,
    private readonly purge: PurgeLog,
  ) {}

  /** Runs `notifications.sweep` and `notifications.purge_log` by the clock and `notifications.deliver` for each delivery that it finds. */
  async start(): Promise<void> {
    await this.queue.define(DELIVER_JOB, (payload) => this.deliver.execute(deliveryOf(payload)), {
      concurrency: CONCURRENCY,
    });
    await this.queue.define('notifications.sweep', async () => void (await this.sweep.execute()), {
      everyMs: SWEEP_EVERY_MS,
    });
    await this.queue.define('notifications.purge_log', async () => void (await this.purge.execute()), {
      everyMs: PURGE_EVERY_MS,
    });
  }
}

function deliveryOf(payload: Json) {
  const named = typeof payload === 'object' && payload !== null && 'delivery' in payload ? payload.delivery : undefined;
  if (typeof named !== 'string') throw new InvalidInput('delivery', 'the job names no delivery');
  return id<'Delivery'>(named);
}
