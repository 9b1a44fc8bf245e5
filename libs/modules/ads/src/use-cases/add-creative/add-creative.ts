import { Injectable } from '@nestjs/common';
import { Clock, type Id, IdSource, InvalidInput } from '#kernel';
import { FindProducts } from '#modules/catalog';
import { UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { ProductNotListed } from '../../ads.errors.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Campaign, Creative } from '../../domain/campaign.ts';
import type { BannerContent, CreativeContent, VideoContent } from '../../domain/creative.ts';
import { CampaignStore } from '../../storage/campaign.store.ts';
import { campaignChanged } from '../campaign-changed.ts';
import { FindCampaigns } from '../find-campaigns/find-campaigns.ts';

/** A new creative. Of a product only the sku is said; its name and category come from the catalog. */
export type NewCreative = {
  readonly campaignId: Id<'Campaign'>;
  readonly content:
    | BannerContent
    | VideoContent
    | { readonly format: 'product'; readonly sku: string; readonly imageUrl: string | null };
  readonly landingUrl: string;
  readonly categories: readonly string[];
};

/** Adds a creative to a campaign; it plays once it is approved. */
@Injectable()
export class AddCreative {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly campaigns: CampaignStore,
    private readonly findCampaigns: FindCampaigns,
    private readonly products: FindProducts,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly outbox: Outbox,
  ) {}

  /** @throws {CampaignNotFound | InvalidInput | ProductNotListed} nothing was written. */
  async execute(input: NewCreative, actor: Actor): Promise<Creative> {
    const campaign = await this.findCampaigns.execute(input.campaignId, actor);
    const { campaignId, landingUrl, categories } = input;
    const domain = webHost(landingUrl);
    const creative: Creative = {
      id: this.ids.next<'Creative'>(),
      campaignId,
      landingUrl,
      categories,
      domain,
      advertiserId: campaign.advertiserId,
      content: await this.contentOf(input.content, campaign),
      state: 'waiting',
      createdAt: this.clock.now(),
    };
    await this.unitOfWork.run(async (tx) => {
      await this.campaigns.insertCreative(tx, creative);
      await this.outbox.add(tx, campaignChanged(creative, creative.createdAt));
    });
    return creative;
  }

  private async contentOf(content: NewCreative['content'], { advertiserId }: Campaign): Promise<CreativeContent> {
    if (content.format !== 'product') return content;
    const product = (await this.products.execute(advertiserId, [content.sku])).get(content.sku);
    if (product === undefined) throw new ProductNotListed(content.sku);
    const { sku, name: title, category } = product;
    return { format: 'product', sku, title, category, imageUrl: content.imageUrl, sponsor: '' };
  }
}

function webHost(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
    throw new InvalidInput('landing_url', 'this is no http or https page');
  }
  return parsed.hostname;
}
