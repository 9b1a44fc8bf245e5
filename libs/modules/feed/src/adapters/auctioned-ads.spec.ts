import { describe, expect, it } from '@jest/globals';
import { type EpochMs, FixedClock, type Id, newId } from '#kernel';
import type { FindCreatorShare, Served, ServeAds, ServeRequest } from '#modules/ads';
import type { FindPosts } from '#modules/social';
import type { Config } from '#platform/config';
import { PrometheusMetrics } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import type { AdPlace } from '../feed-ads.ts';
import { AuctionedAds } from './auctioned-ads.ts';

const clock = new FixedClock(Date.UTC(2026, 0, 10, 13) as EpochMs);
const id = <Kind extends string>(): Id<Kind> => newId<Kind>(clock.now());
const [mia, program, rule] = [id<'Organisation'>(), id<'Program'>(), 'ab'.repeat(32)];
const banner = { format: 'banner', imageUrl: '/media/lamp.png', width: 300, height: 250, alt: 'A lamp' } as const;

const placesFor = (count: number): AdPlace[] =>
  Array.from({ length: count }, (_, at) => ({ position: at * 5 + 3, besidePostId: id<'Post'>(), besideAuthorId: mia }));

/** Slots filled by `auction`; posts tag a lamp of `program`. */
function slots(auction: (request: ServeRequest, nth: number) => Promise<string | undefined>) {
  const asked: ServeRequest[] = [];
  const serveAds = {
    async execute(request: ServeRequest): Promise<Served> {
      asked.push(request);
      const domain = await auction(request, asked.length);
      const ad = { advertiserId: id<'Organisation'>(), domain, content: banner };
      const ads = domain === undefined ? [] : [{ ad, token: `token${asked.length}` }];
      return { auctionId: id<'Auction'>(), ads } as unknown as Served;
    },
  };
  const findPosts = {
    execute: (ids: readonly Id<'Post'>[]) =>
      Promise.resolve(
        ids.map((postId) => ({
          post: { id: postId, body: 'Warm #Light', tags: [{ programId: program, category: 'home/lighting' }] },
        })),
      ),
  };
  const share = { execute: () => Promise.resolve({ shareBps: 3_000, rule }) };
  const ads = new AuctionedAds(
    serveAds as unknown as ServeAds,
    share as unknown as FindCreatorShare,
    findPosts as unknown as FindPosts,
    new PrometheusMetrics(),
    aLogger().logger,
    { publicUrl: undefined, ads: { feedFloorNanos: 1_000_000 } } as unknown as Config,
  );
  const fill = (places: readonly AdPlace[], interests: readonly string[] = []) =>
    ads.fill({ userId: reader, at: clock.now(), places, interests });
  return { asked, fill };
}
const reader = id<'User'>();

describe('the ad slots of a feed', () => {
  it('ask for an ad beside each post, with the share that its program gives the author', async () => {
    const { asked, fill } = slots(() => Promise.resolve('shop.example'));
    const [place] = placesFor(1);
    const [ad] = await fill([place as AdPlace]);
    expect(ad).toMatchObject({
      position: 3,
      besidePostId: place?.besidePostId,
      sponsor: 'shop.example',
      content: banner,
    });
    expect([ad?.impressionUrl, ad?.clickUrl]).toEqual(['/a/i?t=token1', '/a/c?t=token1']);
    expect(asked[0]).toMatchObject({
      placement: 'feed',
      person: reader,
      creator: { payeeId: mia, shareBps: 3_000, rule },
      facts: { category: ['home', 'home/lighting'], keyword: ['light'], hour: ['13'], interest: [] },
    });
  });

  it('show each advertiser once a feed', async () => {
    const { asked, fill } = slots((_request, nth) => Promise.resolve(`shop${nth}.example`));
    await expect(fill(placesFor(3))).resolves.toHaveLength(3);
    expect(asked.map(({ blockedDomains }) => blockedDomains.length)).toEqual([0, 1, 2]);
  });

  it('stay empty when the auction fails, and keep what was won before', async () => {
    const { fill } = slots((_request, nth) =>
      nth === 2 ? Promise.reject(new Error('the market is gone')) : Promise.resolve('shop.example'),
    );
    await expect(fill(placesFor(3))).resolves.toHaveLength(1);
  });

  it('stay empty when the auction does not answer', async () => {
    const { fill } = slots(() => new Promise(() => undefined));
    await expect(fill(placesFor(2))).resolves.toEqual([]);
  });
});
