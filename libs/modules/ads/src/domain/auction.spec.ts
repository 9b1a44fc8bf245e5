import { describe, expect, it } from '@jest/globals';
import { SeededRandom } from '#kernel';
import { PlainAuction, matchingAds } from '../testing/brute-force.ts';
import { FEW_WORDS, aSnapshot, someRequest } from '../testing/some-ads.ts';
import { MOST_SCORED, replayAuction, runAuction, tieOf } from './auction.ts';
import { clearBit } from './bit-index.ts';
import { Market } from './market.ts';

const MARKETS = 500;
const REQUESTS = 200;
const random = new SeededRandom(20_260_101);

function aMarket(): Market {
  return new Market(aSnapshot(random, random.between(1, 48), FEW_WORDS));
}

describe('an auction', () => {
  it('has the winners and prices of brute force, at most the bid, in 100,000 random cases', () => {
    const wrong: unknown[] = [];
    let sold = 0;
    for (let of = 0; of < MARKETS; of += 1) {
      const market = aMarket();
      const live = market.index.allLive();
      for (let at = 0; at < REQUESTS; at += 1) {
        const request = someRequest(random, FEW_WORDS);
        const result = runAuction(market, request, { live });
        const rates = result.world < 0 ? market.means : (market.worlds[result.world] as Float64Array);
        const plain = new PlainAuction(market, request, rates, (ordinal) => tieOf(market, request.id, ordinal));
        const [found, expected] = [
          result.winners.map(({ ordinal, priceNanos: price }) => ({ ordinal, price })),
          plain.winners(),
        ];
        const isFair = result.winners.every(({ ordinal, priceNanos }) => priceNanos <= (market.bids[ordinal] ?? 0));
        if (!isFair || JSON.stringify(found) !== JSON.stringify(expected)) wrong.push({ found, expected });
        sold += found.length;
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(sold).toBeGreaterThan(MARKETS * REQUESTS * 0.5);
  }, 300_000);

  it('gives an ad that bids more the same slot or a better one', () => {
    for (let of = 0; of < 150; of += 1) {
      const snapshot = aSnapshot(random, 30, FEW_WORDS);
      const market = new Market(snapshot);
      const request = someRequest(random, FEW_WORDS);
      const before = runAuction(market, request, { live: market.index.allLive() });
      if (before.world >= 0) continue; // Another snapshot has other draws.
      for (const { ordinal, slot } of before.winners) {
        const { creativeId, advertiserId } = market.ads[ordinal] ?? {};
        const ads = snapshot.ads.map((ad) =>
          ad.creativeId === creativeId ? { ...ad, bidNanos: ad.bidNanos * 2 } : ad,
        );
        const dearer = new Market({ ...snapshot, ads });
        const after = runAuction(dearer, request, { live: dearer.index.allLive() });
        const now = after.winners.find((won) => dearer.ads[won.ordinal]?.creativeId === creativeId);
        expect({ advertiserId, isBetter: now !== undefined && now.slot <= slot }).toEqual({
          advertiserId,
          isBetter: true,
        });
      }
    }
  });

  it('gives the same result when it is run again from its log, with what was withheld', () => {
    for (let of = 0; of < 60; of += 1) {
      const market = aMarket();
      const live = market.index.allLive();
      for (let ordinal = 0; ordinal < market.ads.length; ordinal += 1) if (random.chance(0.3)) clearBit(live, ordinal);
      const capped = new Set(market.ads.flatMap((_, ordinal) => (random.chance(0.1) ? [ordinal] : [])));
      for (let at = 0; at < 10; at += 1) {
        const request = someRequest(random, FEW_WORDS);
        const logged = JSON.parse(JSON.stringify(runAuction(market, request, { live, capped }))) as ReturnType<
          typeof runAuction
        >;
        const again = new Market(
          JSON.parse(
            JSON.stringify({
              version: market.version,
              madeAt: 0,
              platform: { impressions: 100_000, clicks: 900 },
              ads: market.ads.toReversed(),
            }),
          ) as never,
        );
        expect(replayAuction(again, request, logged)).toEqual(logged);
        expect(logged.winners.filter(({ ordinal }) => capped.has(ordinal))).toEqual([]);
      }
    }
  });

  it('logs propensities that are how often an ad gets its slot', () => {
    const snapshot = aSnapshot(new SeededRandom(7), 6, FEW_WORDS);
    const counts = { impressions: 50, clicks: 1 };
    const cold = {
      model: 'cpc',
      bidNanos: 100_000_000,
      qualityBps: 10_000,
      targeting: { include: {}, exclude: {} },
    } as const;
    const ads = snapshot.ads.map((ad) => ({ ...ad, ...cold, counts: { ...ad.counts, creative: counts } }));
    const market = new Market({ ...snapshot, ads });
    const live = market.index.allLive();
    const shape = {
      ...someRequest(new SeededRandom(14), FEW_WORDS),
      floorNanos: 0,
      blockedDomains: [],
      blockedCategories: [],
    };
    const seen = new Map<number, { times: number; propensity: number }>();
    const rounds = 60_000;
    for (let at = 0; at < rounds; at += 1) {
      const request = { ...shape, slots: 1, id: someRequest(random, FEW_WORDS).id };
      const [winner] = runAuction(market, request, { live }).winners;
      if (winner === undefined) continue;
      const { times = 0 } = seen.get(winner.ordinal) ?? {};
      seen.set(winner.ordinal, { times: times + 1, propensity: winner.propensity });
    }
    expect(seen.size).toBeGreaterThan(1);
    for (const { times, propensity } of seen.values()) {
      const spread = Math.sqrt((propensity * (1 - propensity)) / rounds);
      expect(Math.abs(times / rounds - propensity)).toBeLessThan(5 * spread + 1e-9);
    }
  });

  it('scores the most promising ads only, and finds what plain matching finds', () => {
    const market = new Market(aSnapshot(new SeededRandom(3), 3_000, FEW_WORDS, 3_000));
    const room = market.index.room();
    for (let at = 0; at < 200; at += 1) {
      const request = someRequest(random, FEW_WORDS);
      market.index.retrieve(request.facts, market.index.allLive(), room);
      expect([...room.ordinals.subarray(0, room.count)]).toEqual(matchingAds(market, request));
      const { scored } = runAuction(market, request, { live: market.index.allLive() });
      expect(scored).toBeLessThanOrEqual(MOST_SCORED);
    }
  });
});
