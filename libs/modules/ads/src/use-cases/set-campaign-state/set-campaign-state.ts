import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import type { Actor } from '../../domain/actor.ts';
import type { Campaign } from '../../domain/campaign.ts';
import { CampaignStore } from '../../storage/campaign.store.ts';
import { campaignChanged } from '../campaign-changed.ts';
import { FindCampaigns } from '../find-campaigns/find-campaigns.ts';

/** Activates or pauses a campaign. */
@Injectable()
export class SetCampaignState {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly campaigns: CampaignStore,
    private readonly findCampaigns: FindCampaigns,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  /** No new lease is made for a paused campaign; what an edge holds is served until the next snapshot. @throws {CampaignNotFound} */
  async execute(campaignId: Id<'Campaign'>, state: 'active' | 'paused', actor: Actor): Promise<Campaign> {
    const campaign = await this.findCampaigns.execute(campaignId, actor);
    await this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      await this.campaigns.setState(tx, campaignId, state, now);
      await this.outbox.add(tx, campaignChanged(campaign, now));
    });
    return { ...campaign, state };
  }
}
