import { z } from 'zod';
import type { Asset } from '#kernel';
import type { Campaign, Creative } from '../domain/campaign.ts';
import type { ListedCharge } from '../use-cases/list-charges/list-charges.ts';
import type { ReportLine } from '../use-cases/read-report/read-report.ts';
import { CampaignView, type ChargePage, CreativeView, ReportView } from './campaigns.schemas.ts';

type Words = Record<string, string[]>;

/** A campaign on the wire. */
export function campaignShape(campaign: Campaign): unknown {
  const { targeting, cap, asset, budget } = campaign;
  const words = (of: object): Words =>
    Object.fromEntries(Object.entries(of as Words).map(([name, list]) => [name, [...list]]));
  return z.encode(CampaignView, {
    id: campaign.id,
    advertiser: campaign.advertiserId,
    name: campaign.name,
    state: campaign.state,
    model: campaign.model,
    bid_nanos: String(campaign.bidNanos),
    budget: { amount: budget, asset },
    spent_nanos: String(campaign.spentNanos),
    targeting: { include: words(targeting.include), exclude: words(targeting.exclude) },
    cap: cap.impressions === 0 ? null : { ...cap },
    starts_at: campaign.startsAt,
    ends_at: campaign.endsAt ?? null,
    created_at: campaign.createdAt,
  });
}

/** A creative on the wire. */
export function creativeShape({
  id,
  campaignId,
  state,
  content,
  landingUrl,
  categories,
  createdAt,
}: Creative): unknown {
  const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return z.encode(CreativeView, {
    id,
    campaign: campaignId,
    state,
    content: Object.fromEntries(Object.entries(content).map(([name, value]) => [snake(name), value])),
    landing_url: landingUrl,
    categories: [...categories],
    created_at: createdAt,
  });
}

/** Report lines on the wire. */
export function reportShape(lines: readonly ReportLine[]): unknown {
  return z.encode(ReportView, {
    spent_nanos: String(lines.reduce((sum, { spendNanos }) => sum + spendNanos, 0n)),
    items: lines.map((line) => ({
      campaign: line.campaignId,
      creative: line.creativeId,
      placement: line.placement,
      day: line.day,
      impressions: String(line.impressions),
      clicks: String(line.clicks),
      conversions: String(line.conversions),
      unbilled: String(line.unbilled),
      spent_nanos: String(line.spendNanos),
    })),
  });
}

/** A charge on the wire. */
export function chargeShape(
  { entryId, amount, events, bookedAt }: ListedCharge,
  asset: Asset,
): z.output<typeof ChargePage>['items'][number] {
  return { entry: entryId, amount: { amount, asset }, events: String(events), booked_at: bookedAt };
}
