import { Bug, type Id } from '#kernel';
import { clearBit } from './bit-index.ts';
import { type Market, WORLDS, hashText } from './market.ts';
import { leastBid } from './least-bid.ts';
import type { Nanos } from './nanos.ts';
import type { RequestFacts } from './targeting.ts';

/** Ads that are scored: the best by what was believed before the request was known. */
export const MOST_SCORED = 128;

/** Share of auctions that try what is not known yet. */
export const EXPLORATION_RATE = 0.03;

/** What is auctioned. Everything that decides is in here, in the snapshot, or in what was withheld. */
export type AuctionRequest = {
  readonly id: Id<'Auction'>;
  readonly facts: RequestFacts;
  /** How many ads are wanted, at least 1. */
  readonly slots: number;
  /** Least nanos that an impression must bring. */
  readonly floorNanos: Nanos;
  /** `first`: the winner pays its bid. */
  readonly pricing: 'second' | 'first';
  readonly blockedDomains: readonly string[];
  readonly blockedCategories: readonly string[];
};

/** An ad that won a slot. */
export type Winner = {
  readonly slot: number;
  readonly ordinal: number;
  /** What one impression (cpm) or click (cpc) costs. Never above the bid. */
  readonly priceNanos: Nanos;
  /** Nanos that the impression is expected to bring at that price. */
  readonly valueNanos: Nanos;
  readonly clickRate: number;
  readonly score: number;
  /** Chance, before the draw, that this ad gets this slot. */
  readonly propensity: number;
};

/** What came out, with all that is needed to run it again. */
export type AuctionResult = {
  readonly version: number;
  readonly winners: readonly Winner[];
  /** Ads that matched and were scored. */
  readonly scored: number;
  /** Best score that got no slot; 0 for none. */
  readonly losingScore: number;
  /** The world that was explored, −1 for none. */
  readonly world: number;
  /** Ads that matched and could not play: not covered by a lease, or capped for this person. */
  readonly withheld: readonly number[];
};

/** Who may play now. */
export type Playing = {
  /** Bit row of the market: covered by a lease. */
  readonly live: Int32Array;
  /** Ads that this person has seen often enough. */
  readonly capped?: ReadonlySet<number> | undefined;
};

/**
 * Runs one auction: retrieve, score, floors, one ad per advertiser, generalised second price weighted by quality
 * (Edelman, Ostrovsky, Schwarz 2007; Varian 2007). The same market, request and withheld ads give the same result.
 */
export function runAuction(market: Market, request: AuctionRequest, { live, capped }: Playing): AuctionResult {
  const { room } = market;
  const capWithheld: number[] = [];
  market.index.retrieve(request.facts, live, room, MOST_SCORED, refusal(market, request, capped, capWithheld));
  const seed = hashText(request.id);
  const field: Field = { market, ordinals: room.ordinals, count: room.count, seed, floorNanos: request.floorNanos };
  const world = worldOf(seed);
  const rates = ratesOf(market, world);
  const slots = allocate(field, rates, request.slots, scratch(0));
  const propensities = propensitiesOf(field, slots.ordinals, request.slots);
  const winners = slots.ordinals.map((ordinal, slot): Winner => {
    const priceNanos = request.pricing === 'first' ? bidOf(market, ordinal) : priceOf(field, rates, slots, slot);
    const clickRate = rates[ordinal] as number;
    return {
      slot,
      ordinal,
      priceNanos,
      valueNanos: Math.floor(valueOf(market, ordinal, priceNanos, clickRate)),
      clickRate,
      score: scoreOf(market, ordinal, bidOf(market, ordinal), clickRate),
      propensity: propensities[slot] ?? 1,
    };
  });
  const losing = bestOf(field, rates, slots.taken);
  return {
    version: market.version,
    winners,
    scored: room.count,
    losingScore: losing < 0 ? 0 : scoreOf(market, losing, bidOf(market, losing), rates[losing] as number),
    world,
    withheld: [...room.withheld, ...capWithheld],
  };
}

/** What orders ads of one score: a hash keyed with the auction. The higher one stands first. */
export function tieOf({ tieKeys }: Market, auctionId: Id<'Auction'>, ordinal: number): number {
  return mix((tieKeys[ordinal] as number) ^ hashText(auctionId));
}

/** Runs a logged auction again. */
export function replayAuction(market: Market, request: AuctionRequest, logged: AuctionResult): AuctionResult {
  if (market.version !== logged.version) throw new Bug(`snapshot ${market.version} is not ${logged.version}`);
  const live = market.index.allLive();
  for (const ordinal of logged.withheld) clearBit(live, ordinal);
  return { ...runAuction(market, request, { live }), withheld: logged.withheld };
}

/** Candidates of one auction. */
type Field = {
  readonly market: Market;
  readonly ordinals: Int32Array;
  readonly count: number;
  readonly seed: number;
  readonly floorNanos: Nanos;
};

type Slots = { readonly ordinals: number[]; /** Advertisers that have a slot. */ readonly taken: Set<number> };

function refusal(
  market: Market,
  { blockedDomains, blockedCategories }: AuctionRequest,
  capped: ReadonlySet<number> | undefined,
  capWithheld: number[],
): ((ordinal: number) => boolean) | undefined {
  if (blockedDomains.length === 0 && blockedCategories.length === 0 && (capped?.size ?? 0) === 0) return undefined;
  return (ordinal) => {
    const ad = market.ads[ordinal];
    if (ad === undefined || blockedDomains.includes(ad.domain)) return true;
    if (ad.categories.some((category) => blockedCategories.includes(category))) return true;
    if (capped?.has(ordinal) !== true) return false;
    capWithheld.push(ordinal);
    return true;
  };
}

/** Drawn from the auction's id: replays draw the same. */
function worldOf(seed: number): number {
  const isExploring = mix(seed ^ 0x51ed270b) / 0x1_0000_0000 < EXPLORATION_RATE;
  return isExploring ? mix(seed ^ 0x2545f491) % WORLDS : -1;
}

function ratesOf(market: Market, world: number): Float64Array {
  return world < 0 ? market.means : (market.worlds[world] ?? market.means);
}

const bidOf = ({ bids }: Market, ordinal: number): Nanos => bids[ordinal] as number;

/** Nanos that an impression at `bid` is expected to bring. Grows with `bid`. */
function valueOf({ isPerClick }: Market, ordinal: number, bid: Nanos, rate: number): number {
  return isPerClick[ordinal] === 1 ? bid * rate : bid;
}

function scoreOf(market: Market, ordinal: number, bid: Nanos, rate: number): number {
  return valueOf(market, ordinal, bid, rate) * (market.qualities[ordinal] as number);
}

/** Whether `a` with `score` stands before `b` with `rival`: by score, then by a hash keyed with the auction. */
function isBefore(field: Field, a: number, score: number, b: number, rival: number): boolean {
  if (score !== rival) return score > rival;
  const { tieKeys } = field.market;
  const [own, other] = [mix((tieKeys[a] as number) ^ field.seed), mix((tieKeys[b] as number) ^ field.seed)];
  return own === other ? a < b : own > other;
}

/** The best candidate that reaches the floor and whose advertiser is not in `without`; −1 for none. */
function bestOf(field: Field, rates: Float64Array, without: ReadonlySet<number>, andNot = -1): number {
  const { market, ordinals, count, floorNanos } = field;
  let best = -1;
  let bestScore = 0;
  for (let at = 0; at < count; at += 1) {
    const ordinal = ordinals[at] as number;
    const value = valueOf(market, ordinal, market.bids[ordinal] as number, rates[ordinal] as number);
    if (value < floorNanos) continue;
    const score = value * (market.qualities[ordinal] as number);
    if (best >= 0 && !isBefore(field, ordinal, score, best, bestScore)) continue;
    const advertiser = market.advertisers[ordinal] as number;
    if (advertiser === andNot || without.has(advertiser)) continue;
    best = ordinal;
    bestScore = score;
  }
  return best;
}

const spare: Slots[] = [];
/** Lists that are used again: an auction looks at seventeen allocations. */
function scratch(at: number): Slots {
  return (spare[at] ??= { ordinals: [], taken: new Set() });
}

function allocate(field: Field, rates: Float64Array, slots: number, into: Slots): Slots {
  into.ordinals.length = 0;
  into.taken.clear();
  for (let slot = 0; slot < slots; slot += 1) {
    const best = bestOf(field, rates, into.taken);
    if (best < 0) break;
    into.ordinals.push(best);
    into.taken.add(field.market.advertisers[best] as number);
  }
  return into;
}

/** For each slot the chance that its ad gets it: counted over the greedy allocation and every world. */
function propensitiesOf(field: Field, shown: readonly number[], slots: number): number[] {
  const { market, ordinals, count } = field;
  let hasCold = false;
  for (let at = 0; at < count && !hasCold; at += 1) hasCold = market.isCold[ordinals[at] as number] === 1;
  if (!hasCold) return shown.map(() => 1);
  const greedy = allocate(field, market.means, slots, scratch(1)).ordinals;
  const chances = shown.map((ordinal, slot) => (greedy[slot] === ordinal ? 1 - EXPLORATION_RATE : 0));
  for (const world of market.worlds) {
    const { ordinals: there } = allocate(field, world, slots, scratch(1));
    shown.forEach((ordinal, slot) => {
      if (there[slot] === ordinal) chances[slot] = (chances[slot] ?? 0) + EXPLORATION_RATE / WORLDS;
    });
  }
  return chances;
}

/**
 * The least bid with which the ad of `slot` keeps it against every other advertiser that has no better slot. Its own
 * advertiser's other ads do not make it dearer.
 */
function priceOf(field: Field, rates: Float64Array, slots: Slots, slot: number): Nanos {
  const { market } = field;
  const ordinal = slots.ordinals[slot] as number;
  const above = new Set(slots.ordinals.slice(0, slot).map((of) => market.advertisers[of] as number));
  const rival = bestOf(field, rates, above, market.advertisers[ordinal]);
  const rate = rates[ordinal] as number;
  const rivalScore = rival < 0 ? 0 : scoreOf(market, rival, bidOf(market, rival), rates[rival] as number);
  const keeps = (bid: Nanos): boolean =>
    valueOf(market, ordinal, bid, rate) >= field.floorNanos &&
    (rival < 0 || isBefore(field, ordinal, scoreOf(market, ordinal, bid, rate), rival, rivalScore));
  const perNano = valueOf(market, ordinal, 1, rate);
  const quality = market.qualities[ordinal] as number;
  const guess = Math.max(field.floorNanos / perNano, rivalScore / (perNano * quality));
  return leastBid(keeps, guess, bidOf(market, ordinal));
}

/** Finaliser of MurmurHash3 (Appleby): spreads 32 bits. */
function mix(bits: number): number {
  let mixed = bits;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
