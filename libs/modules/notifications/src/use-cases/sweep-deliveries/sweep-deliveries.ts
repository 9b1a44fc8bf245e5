import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { JobQueue } from '#platform/job-queue';
import { DeliveryStore } from '../../storage/delivery.store.ts';

/** The job that makes one attempt; its payload names the delivery. */
export const DELIVER_JOB = 'notifications.deliver';

const BATCH = 1_000;
const HOUR_MS = 3_600_000;

/** Hands deliveries whose time has come to the queue. */
@Injectable()
export class SweepDeliveries {
  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds a job for each delivery that is due; answers how many. The job's key is the delivery and its time, so that
   * sweeping again adds nothing; the hour is in it too, so that one whose job was given up comes back.
   */
  async execute(): Promise<number> {
    const now = this.clock.now();
    const due = await this.deliveries.findDue(now, BATCH);
    const hour = Math.floor(now / HOUR_MS);
    await Promise.all(
      due.map(({ id, nextAt }) => this.queue.add(DELIVER_JOB, { delivery: id }, { key: `${id} ${nextAt} ${hour}` })),
    );
    return due.length;
  }
}
