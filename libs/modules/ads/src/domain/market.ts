import { type Id, SeededRandom } from '#kernel';
import { BitIndex, type Retrieved } from './bit-index.ts';
import { COLD_BELOW, clickRate, drawBeta, meanOf } from './click-rate.ts';
import type { Snapshot, SnapshotAd } from './snapshot.ts';

/** Draws of every cold ad's click rate that a market holds ready. */
export const WORLDS = 16;

/** An ad with what is believed of it. */
type Ranked = { readonly ad: SnapshotAd; readonly mean: number; readonly prior: number };

/**
 * A snapshot made ready for auctions. Ads are numbered by what an impression of them is believed to be worth, the best
 * first, so that the first so many matches are the best so many. Only `room` is written to, by one auction at a time.
 */
export class Market {
  readonly version: number;
  readonly ads: readonly SnapshotAd[];
  readonly index: BitIndex;
  readonly room: Retrieved;
  /** Nanos, whole. */
  readonly bids: Float64Array;
  readonly isPerClick: Uint8Array;
  /** 1 is plain. */
  readonly qualities: Float64Array;
  /** Believed click rates. */
  readonly means: Float64Array;
  /**
   * Thompson sampling: `WORLDS` draws of the click rate of every ad. An exploring auction takes one of them at random
   * (uniform), so the chance that an ad is shown can be counted, not estimated. A warm ad's draw is its mean.
   */
  readonly worlds: readonly Float64Array[];
  readonly isCold: Uint8Array;
  /** Small number of the advertiser: one ad of each in an auction. */
  readonly advertisers: Int32Array;
  /** Hash of the creative's id, for ties. */
  readonly tieKeys: Int32Array;
  /** Ads with a frequency cap: nobody who cannot be told apart sees them. */
  readonly hasCaps: ReadonlySet<number>;
  private readonly byCampaign = new Map<Id<'Campaign'>, number[]>();

  constructor(snapshot: Snapshot) {
    const ranked = rank(snapshot);
    this.version = snapshot.version;
    this.ads = ranked.map(({ ad }) => ad);
    this.index = new BitIndex(this.ads);
    this.room = this.index.room();
    this.bids = Float64Array.from(this.ads, ({ bidNanos }) => bidNanos);
    this.isPerClick = Uint8Array.from(this.ads, ({ model }) => (model === 'cpc' ? 1 : 0));
    this.qualities = Float64Array.from(this.ads, ({ qualityBps }) => qualityBps / 10_000);
    this.means = Float64Array.from(ranked, ({ mean }) => mean);
    this.isCold = Uint8Array.from(this.ads, ({ counts }) => (counts.creative.impressions < COLD_BELOW ? 1 : 0));
    this.worlds = drawWorlds(snapshot, ranked);
    const numbers = new Map<string, number>();
    this.advertisers = Int32Array.from(this.ads, ({ advertiserId }) => {
      if (!numbers.has(advertiserId)) numbers.set(advertiserId, numbers.size);
      return numbers.get(advertiserId) ?? 0;
    });
    this.hasCaps = new Set(this.ads.flatMap(({ cap }, ordinal) => (cap.impressions > 0 ? [ordinal] : [])));
    this.tieKeys = Int32Array.from(this.ads, ({ creativeId }) => hashText(creativeId));
    this.ads.forEach(({ campaignId }, ordinal) => {
      const ordinals = this.byCampaign.get(campaignId);
      if (ordinals === undefined) this.byCampaign.set(campaignId, [ordinal]);
      else ordinals.push(ordinal);
    });
  }

  /** The numbers of a campaign's ads; none when it does not play. */
  ordinalsOf(campaignId: Id<'Campaign'>): readonly number[] {
    return this.byCampaign.get(campaignId) ?? [];
  }
}

function rank({ ads, platform }: Snapshot): Ranked[] {
  return ads
    .map((ad) => {
      const mean = meanOf(beliefOf(ad, platform));
      const worth = ad.bidNanos * (ad.model === 'cpc' ? mean : 1) * ad.qualityBps;
      return { ad, mean, prior: worth };
    })
    .toSorted((a, b) => b.prior - a.prior || compareText(a.ad.creativeId, b.ad.creativeId));
}

function beliefOf({ counts }: SnapshotAd, platform: Snapshot['platform']) {
  return clickRate([platform, counts.advertiser, counts.campaign, counts.creative]);
}

/** Seeded by version and creative: the same snapshot has the same worlds in every process. */
function drawWorlds({ version, platform }: Snapshot, ranked: readonly Ranked[]): Float64Array[] {
  const random = new SeededRandom(version);
  const worlds = Array.from({ length: WORLDS }, () => new Float64Array(ranked.length));
  ranked.forEach(({ ad, mean }, ordinal) => {
    const draws = random.fork(ad.creativeId);
    const isCold = ad.counts.creative.impressions < COLD_BELOW;
    const belief = beliefOf(ad, platform);
    for (const world of worlds) world[ordinal] = isCold ? drawBeta(belief, draws) : mean;
  });
  return worlds;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** FNV-1a, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
