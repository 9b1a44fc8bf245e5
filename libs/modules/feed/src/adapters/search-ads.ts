import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { EpochMs, Id } from '#kernel';
import { ServeAds, adUrls, withParents } from '#modules/ads';
import { CONFIG, type Config } from '#platform/config';
import { wordsOf } from '#platform/search-index';
import { LOGGER, type Logger, Metrics } from '#platform/telemetry';

/** The name of the ad slots of a product search: what campaigns target and reports show. */
const SEARCH_PLACEMENT = 'search';
/** Ads above one answer at most. */
const SLOTS = 2;
/** How long a search waits for its ads; a campaign's first auction waits for its lease. */
const PATIENCE_MS = 400;
/** Keywords of one auction at most. */
const MOST_KEYWORDS = 64;

/** What was searched for, by whom. `categories`: of what was found, or the one that was asked for. */
export type SearchedFor = {
  readonly text: string | undefined;
  readonly categories: readonly string[];
  readonly userId: Id<'User'>;
  readonly at: EpochMs;
};

/** A product that somebody paid to show. */
export type SponsoredProduct = {
  readonly auctionId: string;
  readonly advertiserId: Id<'Organisation'>;
  /** Host name of the page that a click leads to. */
  readonly sponsor: string;
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly imageUrl: string | null;
  readonly impressionUrl: string;
  readonly clickUrl: string;
};

/** Fills the ad slots of a product search by our own auction. */
@Injectable()
export class SearchAds {
  private readonly base: string;

  constructor(
    private readonly serveAds: ServeAds,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(CONFIG) config: Config,
  ) {
    this.base = config.publicUrl ?? ''; // Without a name of our own, addresses are relative to the API's.
  }

  /** At most two ads, each of another advertiser. Never rejects and never waits long: an answer without an ad is an answer. */
  async fill(searched: SearchedFor): Promise<readonly SponsoredProduct[]> {
    const late = new AbortController();
    const ads = await Promise.race([
      this.auction(searched).catch((error: unknown) => this.failed(error)),
      pause(PATIENCE_MS, [], { ref: false, signal: late.signal }).catch(() => []),
    ]);
    late.abort();
    return ads;
  }

  private async auction({ text, categories, userId, at }: SearchedFor): Promise<SponsoredProduct[]> {
    const { auctionId, ads } = await this.serveAds.execute({
      facts: {
        format: ['native'],
        placement: [SEARCH_PLACEMENT],
        country: [],
        device: [],
        hour: [String(new Date(at).getUTCHours())],
        category: [...new Set(categories.flatMap(withParents))],
        keyword: text === undefined ? [] : keywordsOf(text),
        interest: [],
      },
      slots: SLOTS,
      floorNanos: 0,
      pricing: 'second',
      blockedDomains: [],
      blockedCategories: [],
      placement: SEARCH_PLACEMENT,
      person: userId,
    });
    return ads.flatMap(({ ad: { content, advertiserId, domain: sponsor }, token }) => {
      if (content.format !== 'product') return [];
      const { sku, title, category, imageUrl } = content;
      const { impression: impressionUrl, click: clickUrl } = adUrls(this.base, token);
      return [{ auctionId, advertiserId, sponsor, sku, title, category, imageUrl, impressionUrl, clickUrl }];
    });
  }

  private failed(error: unknown): [] {
    this.metrics.counter('search_ads_failed_total', 'Searches that went without ads because of an error.').add();
    this.logger.warn({ event: 'feed.search_ads_failed', error });
    return [];
  }
}

/**
 * Keywords that fit what was typed: the whole, each two neighbours, each word; as they were written, and each word in
 * singular and plural, because advertisers write either.
 */
export function keywordsOf(text: string): string[] {
  const written = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const pairs = written.slice(1).map((word, at) => `${written[at] ?? ''} ${word}`);
  const plain = wordsOf(text);
  const all = [written.join(' '), ...written, ...plain, ...plain.map((word) => `${word}s`), ...pairs];
  return [...new Set(all)].slice(0, MOST_KEYWORDS);
}
