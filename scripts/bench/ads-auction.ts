import { SeededRandom } from '#kernel';
import {
  MANY_WORDS,
  Market,
  PlainAuction,
  aSnapshot,
  matchingAds,
  runAuction,
  someRequest,
  tieOf,
} from '#modules/ads/testing';
import { type Bench, median } from './bench.ts';

const ADS = 10_000;
const ROUNDS = 7;
const REQUESTS = 2_000;

/**
 * Ad retrieval and the whole auction (retrieve, score 128, one ad per advertiser, price, propensities) among 10,000
 * campaigns, and how much longer looking at every ad takes. Each round measures all three, one after the other.
 */
export const bench: Bench = async ({ say }) => {
  const random = new SeededRandom(1);
  const market = new Market(aSnapshot(random, ADS, MANY_WORDS, 2_000));
  const requests = Array.from({ length: REQUESTS }, () => someRequest(random, MANY_WORDS));
  const live = market.index.allLive();
  const room = market.index.room();
  let found = 0;
  let sold = 0;
  const micros = (work: () => void): number => {
    // CPU time of this thread: what else runs on the machine does not count.
    const began = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(began);
    return (user + system) / REQUESTS;
  };
  const retrieve = (): void => {
    found = 0;
    for (const { facts } of requests) {
      market.index.retrieve(facts, live, room);
      found += room.count;
    }
  };
  const auction = (): void => {
    sold = 0;
    for (const request of requests) sold += runAuction(market, request, { live }).winners.length;
  };
  let foundPlainly = 0;
  const plain = (): void => {
    foundPlainly = 0;
    for (const request of requests) foundPlainly += matchingAds(market, request).length;
  };
  retrieve(); // Once unmeasured, so that every round runs compiled code.
  auction();
  const rounds: { retrieve: number; auction: number; plain: number }[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    rounds.push({ retrieve: micros(retrieve), auction: micros(auction), plain: micros(plain) });
    if (found !== foundPlainly) throw new Error(`the index found ${found} ads, looking at all ${foundPlainly}`);
    say(`round ${round}: ${JSON.stringify(rounds.at(-1))}`);
  }
  const differing = requests.filter((request) => !isSame(market, request, live)).length;
  if (differing > 0) throw new Error(`${differing} auctions are not what brute force says`);
  const of = (figure: 'retrieve' | 'auction' | 'plain'): number => median(rounds.map((round) => round[figure]));
  return {
    figures: {
      retrieve_us_10k: Number(of('retrieve').toFixed(2)),
      auction_us_10k: Number(of('auction').toFixed(2)),
      ratio_brute_force: Number((of('plain') / of('retrieve')).toFixed(1)),
    },
    notes: [
      `Medians of ${ROUNDS} interleaved rounds of ${REQUESTS} requests, CPU time of the one thread that works; ${ADS} campaigns of 2,000 advertisers, made up with a fixed seed, eight dimensions.`,
      `A request matches ${Math.round(found / REQUESTS)} ads and sells ${(sold / REQUESTS).toFixed(2)} of 1 to 3 slots (2 on average).`,
      'retrieve_us_10k finds every match; auction_us_10k is the whole auction with at most 128 scored, prices and exact propensities over 16 Thompson worlds.',
      'ratio_brute_force: time of testing every ad for a match (baseline, our own plain loop) over retrieve_us_10k.',
      'Winners and prices of the requests with a field small enough to be scored whole are compared with a plain auction after the rounds.',
    ],
  };
};

/** Brute force scores everybody: it is the same auction where at most 128 match. */
function isSame(market: Market, request: ReturnType<typeof someRequest>, live: Int32Array): boolean {
  const result = runAuction(market, request, { live });
  if (matchingAds(market, request).length > 100) return true;
  const rates = result.world < 0 ? market.means : (market.worlds[result.world] ?? market.means);
  const expected = new PlainAuction(market, request, rates, (ordinal) => tieOf(market, request.id, ordinal)).winners();
  const found = result.winners.map(({ ordinal, priceNanos: price }) => ({ ordinal, price }));
  return JSON.stringify(found) === JSON.stringify(expected);
}
