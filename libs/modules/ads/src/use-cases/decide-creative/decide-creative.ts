import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { CreativeNotFound } from '../../ads.errors.ts';
import type { Creative } from '../../domain/campaign.ts';
import { CampaignStore } from '../../storage/campaign.store.ts';
import { campaignChanged } from '../campaign-changed.ts';

/** The system's own decisions (demo). */
const SYSTEM = '00000000-0000-7000-8000-000000000000';

/** Approves or refuses a creative. */
@Injectable()
export class DecideCreative {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly campaigns: CampaignStore,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  /** Who may do so is the route's matter. @throws {CreativeNotFound} nothing was written. */
  async execute(creativeId: Id<'Creative'>, state: 'approved' | 'refused', by: string = SYSTEM): Promise<Creative> {
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const isThere = await this.campaigns.decide(tx, creativeId, state, by, now);
      const creative = isThere ? await this.campaigns.findCreative(creativeId) : undefined;
      if (creative === undefined) throw new CreativeNotFound();
      await this.outbox.add(tx, campaignChanged(creative, now));
      return creative;
    });
  }
}
