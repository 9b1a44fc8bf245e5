import type { INestApplicationContext } from '@nestjs/common';
import { type Id, minor, present } from '#kernel';
import {
  AddCreative,
  CreateCampaign,
  DecideCreative,
  FindCampaigns,
  type NewCampaign,
  type NewCreative,
  PublishSnapshot,
  SetCampaignState,
} from '#modules/ads';
import { FindProducts } from '#modules/catalog';
import { organisationNamed, type Shop } from '#modules/commissions';
import { UploadPicture } from '#modules/social';
import { callerNamed } from './people.ts';
import { aPicture } from './pictures.ts';
import { SETTLEMENT } from './shops.ts';

type Plan = Pick<NewCampaign, 'name' | 'model' | 'bidNanos' | 'budget' | 'cap'> & {
  readonly advertiser: string;
  /** A picture by its seed, or the shop's own product. */
  readonly shows: number | 'product';
};

const PLANS: readonly Plan[] = [
  {
    advertiser: 'Aurora Home',
    name: 'Lamps for long evenings',
    model: 'cpm',
    bidNanos: 45_000_000,
    budget: minor(20_000n),
    shows: 101,
  },
  {
    advertiser: 'Aurora Home',
    name: 'One good thing',
    model: 'cpc',
    bidNanos: 400_000_000,
    budget: minor(15_000n),
    shows: 'product',
    cap: { impressions: 6, hours: 24 },
  },
  {
    advertiser: 'Tern and Tide',
    name: 'By the sea',
    model: 'cpm',
    bidNanos: 30_000_000,
    budget: minor(10_000n),
    shows: 102,
    cap: { impressions: 8, hours: 24 },
  },
];
const BANNER = { width: 600, height: 600 };

/** Campaigns with creatives that a moderator approved, playing from now on; what is there stays. */
export async function runCampaigns(app: INestApplicationContext, shops: readonly Shop[]): Promise<number> {
  for (const plan of PLANS) await runCampaign(app, plan, shops);
  await app.get(PublishSnapshot).execute();
  return PLANS.length;
}

async function runCampaign(app: INestApplicationContext, plan: Plan, shops: readonly Shop[]): Promise<void> {
  const { name, model, bidNanos, budget, cap } = plan;
  const advertiserId = organisationNamed('merchant', plan.advertiser);
  const find = app.get(FindCampaigns);
  const known = (await find.list({ advertiserId, limit: 100 })).find((each) => each.name === name);
  const targeting = { include: { placement: ['feed'] }, exclude: {} };
  const campaign =
    known ??
    (await app
      .get(CreateCampaign)
      .execute({ name, model, bidNanos, budget, cap, advertiserId, asset: SETTLEMENT, targeting }, 'system'));
  const [made] = await find.creatives({ campaignId: campaign.id, limit: 1 });
  const creative =
    made ?? (await app.get(AddCreative).execute(await creativeOf(app, plan, campaign.id, shops), 'system'));
  const moderator = callerNamed('Moa Lind').subject;
  if (creative.state === 'waiting') await app.get(DecideCreative).execute(creative.id, 'approved', moderator);
  if (campaign.state === 'draft') await app.get(SetCampaignState).execute(campaign.id, 'active', 'system');
}

async function creativeOf(
  app: INestApplicationContext,
  { advertiser, name, shows }: Plan,
  campaignId: Id<'Campaign'>,
  shops: readonly Shop[],
): Promise<NewCreative> {
  const host = `https://${advertiser.toLowerCase().replaceAll(' ', '-')}.example`;
  const advertiserId = organisationNamed('merchant', advertiser);
  const picture = await app
    .get(UploadPicture)
    .execute(advertiserId, await aPicture(shows === 'product' ? 103 : shows, 700, 700));
  // The rendition that fits a feed; its address is its content's hash, on this server.
  const rendition = present(
    picture.renditions.find(({ type, width }) => type === 'image/webp' && width >= BANNER.width),
    'a rendition',
  );
  const imageUrl = `/${rendition.key}`;
  const base = { campaignId, landingUrl: `${host}/`, categories: [] };
  if (shows !== 'product') return { ...base, content: { format: 'banner', imageUrl, ...BANNER, alt: name } };
  const shop = present(
    shops.find(({ merchantId }) => merchantId === advertiserId),
    'the advertiser’s shop',
  );
  const [product] = await app.get(FindProducts).list(shop.merchantId, undefined, 1);
  return { ...base, content: { format: 'product', sku: present(product, 'a product').sku, imageUrl } };
}
