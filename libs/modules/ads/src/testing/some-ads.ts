import { type EpochMs, type SeededRandom, asset, derivedId } from '#kernel';
import type { AuctionRequest } from '../domain/auction.ts';
import type { Snapshot, SnapshotAd } from '../domain/snapshot.ts';
import type { DimensionValues, RequestFacts } from '../domain/targeting.ts';

const AT = Date.UTC(2026, 0, 1) as EpochMs;
const words = (name: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${name}-${at}`);

/** The words that made-up ads and requests choose from. Fewer words, more matches. */
export type Words = { readonly [D in keyof RequestFacts]: readonly string[] };

/** A small world, in which most requests find something. */
export const FEW_WORDS: Words = {
  format: ['banner:300x250', 'native', 'video'],
  placement: words('place', 3),
  country: ['gb', 'de', 'fr'],
  device: ['phone', 'desktop'],
  hour: ['8', '20'],
  category: ['home', 'home/lighting', 'toys'],
  keyword: words('word', 4),
  interest: words('interest', 3),
};

/** A world like a marketplace's. */
export const MANY_WORDS: Words = {
  format: ['banner:300x250', 'banner:728x90', 'banner:320x50', 'native', 'video'],
  placement: words('place', 20),
  country: words('country', 12),
  device: ['phone', 'tablet', 'desktop', 'tv'],
  hour: words('', 24).map((hour) => hour.slice(1)),
  category: words('category', 30),
  keyword: words('word', 200),
  interest: words('interest', 40),
};

function some(random: SeededRandom, from: readonly string[], least: number, most: number): string[] {
  const count = random.between(least, Math.min(most, from.length));
  return [...new Set(Array.from({ length: count }, () => random.pick(from)))];
}

/** A made-up ad. Two in five ads ask for something in a dimension, one in twenty refuses something. */
export function someAd(random: SeededRandom, at: number, of: Words, advertisers = 8): SnapshotAd {
  const chosen = (chance: number, most: number): DimensionValues =>
    Object.fromEntries(
      Object.entries(of)
        .filter(([dimension]) => dimension !== 'format' && random.chance(chance))
        .map(([dimension, values]) => [dimension, some(random, values, 1, most)]),
    );
  const impressions = random.chance(0.5) ? random.between(0, 900) : random.between(1_000, 50_000);
  const counts = { impressions, clicks: Math.floor(impressions * random.fraction() * 0.05) };
  const model = random.chance(0.5) ? 'cpm' : 'cpc';
  const dearest = model === 'cpm' ? 20_000_000 : 900_000_000;
  const advertiser = random.between(0, advertisers - 1);
  return {
    campaignId: derivedId(AT, 'campaign', `${at}`),
    creativeId: derivedId(AT, 'creative', `${at}`),
    advertiserId: derivedId(AT, 'advertiser', `${advertiser}`),
    asset: asset('GBPT/2'),
    model,
    // Few different prices: ties and near ties are where mistakes hide.
    bidNanos: random.chance(0.3) ? random.between(1, 20) : random.between(1, 40) * (dearest / 40),
    qualityBps: random.pick([5_000, 10_000, 10_000, 12_345, 20_000]),
    targeting: { include: { format: [random.pick(of.format)], ...chosen(0.4, 3) }, exclude: chosen(0.05, 1) },
    content: { format: 'banner', imageUrl: 'https://pictures.example/1.png', width: 300, height: 250, alt: 'A lamp' },
    landingUrl: 'https://shop.example/lamp',
    domain: `shop-${advertiser}.example`,
    categories: some(random, ['IAB1', 'IAB2', 'IAB3'], 0, 2),
    cap: { impressions: 0, hours: 0 },
    counts: { creative: counts, campaign: counts, advertiser: counts },
  };
}

/** A snapshot of made-up ads. */
export function aSnapshot(random: SeededRandom, size: number, of: Words, advertisers?: number): Snapshot {
  const ads = Array.from({ length: size }, (_, at) => someAd(random, at, of, advertisers));
  return { version: random.between(1, 1_000_000), madeAt: AT, platform: { impressions: 100_000, clicks: 900 }, ads };
}

/** A made-up request for one to three slots. */
export function someRequest(random: SeededRandom, of: Words): AuctionRequest {
  const hasFloor = random.chance(0.3);
  return {
    id: derivedId(AT, 'auction', `${random.uint32()}`, `${random.uint32()}`),
    facts: {
      format: [random.pick(of.format)],
      placement: [random.pick(of.placement)],
      country: [random.pick(of.country)],
      device: [random.pick(of.device)],
      hour: [random.pick(of.hour)],
      category: some(random, of.category, 0, 2),
      keyword: some(random, of.keyword, 0, 4),
      interest: some(random, of.interest, 0, 3),
    },
    slots: random.between(1, 3),
    floorNanos: hasFloor ? random.between(1, 8_000_000) : 0,
    pricing: random.chance(0.1) ? 'first' : 'second',
    blockedDomains: random.chance(0.1) ? ['shop-1.example'] : [],
    blockedCategories: random.chance(0.1) ? ['IAB2'] : [],
  };
}
