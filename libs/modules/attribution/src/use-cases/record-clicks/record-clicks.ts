import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { ClickFromTheFuture, LinkNotFound } from '../../attribution.errors.ts';
import type { Click } from '../../domain/link.ts';
import { ClickStore } from '../../storage/click.store.ts';

/** Clicks of one statement; more are written in several, in the same transaction. */
const CLICKS_PER_STATEMENT = 2_000;

/** Records clicks in bulk, with the times at which they happened. */
@Injectable()
export class RecordClicks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clicks: ClickStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Records `clicks`; when it resolves they are committed (or join the caller's transaction). A click whose id is
   * recorded already stays as it is, so the same call may come again.
   * @throws {LinkNotFound | ClickFromTheFuture} none of them was recorded.
   */
  async execute(clicks: readonly Click[]): Promise<void> {
    const now = this.clock.now();
    const early = clicks.find((click) => click.at > now);
    if (early !== undefined) throw new ClickFromTheFuture(early.id);
    await this.write(clicks, now);
  }

  /**
   * Records clicks that have just arrived here. A clock that was set back a little meanwhile loses no visitor: they are
   * recorded as of the latest of them. @throws {LinkNotFound} none of them was recorded.
   */
  async arrived(clicks: readonly Click[]): Promise<void> {
    await this.write(clicks, Math.max(this.clock.now(), ...clicks.map(({ at }) => at)) as EpochMs);
  }

  private async write(clicks: readonly Click[], now: EpochMs): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      for (let from = 0; from < clicks.length; from += CLICKS_PER_STATEMENT) {
        const part = clicks.slice(from, from + CLICKS_PER_STATEMENT);
        const known = await this.clicks.insert(tx, part, now);
        if (known < BigInt(part.length)) throw new LinkNotFound('of one of the clicks');
      }
    });
  }
}
