import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { CampaignNotFound } from '../../ads.errors.ts';
import { type Actor, actsFor } from '../../domain/actor.ts';
import type { Campaign, Creative } from '../../domain/campaign.ts';
import { type CampaignFilter, CampaignStore, type CreativeFilter } from '../../storage/campaign.store.ts';

/** Looks campaigns and creatives up. */
@Injectable()
export class FindCampaigns {
  constructor(private readonly campaigns: CampaignStore) {}

  /** @throws {CampaignNotFound} also when it is not the actor's. */
  async execute(campaignId: Id<'Campaign'>, actor: Actor): Promise<Campaign> {
    const campaign = await this.campaigns.find(campaignId);
    if (campaign === undefined || !actsFor(actor, campaign.advertiserId)) throw new CampaignNotFound();
    return campaign;
  }

  /** Newest first. */
  list(filter: CampaignFilter): Promise<Campaign[]> {
    return this.campaigns.list(filter);
  }

  /** Oldest first. Whether the caller may see the campaign is asked before. */
  creatives(filter: CreativeFilter): Promise<Creative[]> {
    return this.campaigns.listCreatives(filter);
  }
}
