import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS, type EpochMs } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { NotificationSettings } from '../../notification-settings.ts';
import { DeliveryStore } from '../../storage/delivery.store.ts';

/** Rows of one transaction. */
const BATCH = 2_000;

/** Forgets the log of webhooks and postbacks once nobody needs it any more. */
@Injectable()
export class PurgeLog {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deliveries: DeliveryStore,
    private readonly settings: NotificationSettings,
    private readonly clock: Clock,
  ) {}

  /** Forgets what ended more than `logDays` ago; what waits is kept, however old. */
  async execute(): Promise<{ readonly deliveries: number; readonly messages: number }> {
    const before = (this.clock.now() - this.settings.logDays * DAY_MS) as EpochMs;
    const deliveries = await this.all((most) =>
      this.unitOfWork.run((tx) => this.deliveries.purgeDeliveries(tx, before, most)),
    );
    const messages = await this.all((most) =>
      this.unitOfWork.run((tx) => this.deliveries.purgeMessages(tx, before, most)),
    );
    return { deliveries, messages };
  }

  private async all(purge: (most: number) => Promise<number>): Promise<number> {
    for (let sum = 0; ;) {
      const gone = await purge(BATCH);
      sum += gone;
      if (gone < BATCH) return sum;
    }
  }
}
