import { Bug, type Id } from '#kernel';
import { clearBit } from './bit-index.ts';
import { type Market, WORLDS, hashText } from './market.ts';
import { leastBid } from './least-bid.ts';
import type { Nanos } from './nanos.ts';
import type { RequestFacts } from './targeting.ts';

/** Ads that are scored: the best by what was believed before the request was known. */
export const MOST_SCORED = 128;

/** Share of auctions that try what is not known yet. */
const EXPLORATION_RATE = 0.03;

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
  const field = fieldOf(market, seed, request.floorNanos);
  const world = worldOf(seed);
  const rates = world < 0 ? market.means : (market.worlds[world] ?? market.means);
  scoreAll(field, rates, drawn);
  const places: number[] = [];
  allocate(field, drawn, request.slots, places);
  const propensities = propensitiesOf(field, places, request.slots);
  const losing = bestOf(field, drawn, places, places.length);
  return {
    version: market.version,
    winners: places.map((_, slot) => winnerOf(field, request, rates, places, slot, propensities[slot] ?? 1)),
    scored: room.count,
    losingScore: losing < 0 ? 0 : (drawn[losing] as number),
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

/** Candidates of one auction: those in the market's room. A place is a candidate's position among them. */
type Field = {
  readonly market: Market;
  readonly ordinals: Int32Array;
  readonly count: number;
  readonly seed: number;
  readonly floorNanos: Nanos;
  /** Places of ads whose rate differs between worlds: cold, and paid per click. */
  readonly uncertain: readonly number[];
};

// Room that every auction uses again; an auction is never interrupted by another.
const drawn = new Float64Array(MOST_SCORED);
const elsewhere = new Float64Array(MOST_SCORED);
const advertisers = new Int32Array(MOST_SCORED);
const everyone = Int32Array.from({ length: MOST_SCORED }, (_, place) => place);
const contenders = new Int32Array(MOST_SCORED);

function fieldOf(market: Market, seed: number, floorNanos: Nanos): Field {
  const { ordinals, count } = market.room;
  const uncertain: number[] = [];
  for (let place = 0; place < count; place += 1) {
    const ordinal = ordinals[place] as number;
    advertisers[place] = market.advertisers[ordinal] as number;
    if (market.isPerClick[ordinal] === 1 && market.isCold[ordinal] === 1) uncertain.push(place);
  }
  return { market, ordinals, count, seed, floorNanos, uncertain };
}

function winnerOf(
  field: Field,
  { pricing }: AuctionRequest,
  rates: Float64Array,
  places: readonly number[],
  slot: number,
  propensity: number,
): Winner {
  const { market, ordinals } = field;
  const place = places[slot] as number;
  const ordinal = ordinals[place] as number;
  const clickRate = rates[ordinal] as number;
  const priceNanos = pricing === 'first' ? (market.bids[ordinal] as number) : priceOf(field, places, slot, clickRate);
  const valueNanos = Math.floor(valueOf(market, ordinal, priceNanos, clickRate));
  return { slot, ordinal, priceNanos, valueNanos, clickRate, score: drawn[place] as number, propensity };
}

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

/** Nanos that an impression at `bid` is expected to bring. Grows with `bid`. */
function valueOf({ isPerClick }: Market, ordinal: number, bid: Nanos, rate: number): number {
  return isPerClick[ordinal] === 1 ? bid * rate : bid;
}

/** Whether place `a` with `score` stands before place `b` with `rival`: by score, then by a hash keyed with the auction. */
function isBefore(field: Field, a: number, score: number, b: number, rival: number): boolean {
  if (score !== rival) return score > rival;
  const { market, ordinals, seed } = field;
  const own = mix((market.tieKeys[ordinals[a] as number] as number) ^ seed);
  const other = mix((market.tieKeys[ordinals[b] as number] as number) ^ seed);
  return own === other ? a < b : own > other;
}

/** The score of a candidate, 0 when it does not reach the floor. */
function placeScore({ market, ordinals, floorNanos }: Field, rates: Float64Array, place: number): number {
  const ordinal = ordinals[place] as number;
  const value = valueOf(market, ordinal, market.bids[ordinal] as number, rates[ordinal] as number);
  return value < floorNanos ? 0 : value * (market.qualities[ordinal] as number);
}

function scoreAll(field: Field, rates: Float64Array, into: Float64Array): void {
  for (let place = 0; place < field.count; place += 1) into[place] = placeScore(field, rates, place);
}

/** The best place whose advertiser has none of the first `takenCount` of `taken` and is not `andNot`; −1 for none. */
function bestOf(
  field: Field,
  scores: Float64Array,
  taken: readonly number[],
  takenCount: number,
  andNot: number = -1,
  among: Int32Array = everyone,
  amongCount: number = field.count,
): number {
  let best = -1;
  let bestScore = 0;
  for (let at = 0; at < amongCount; at += 1) {
    const place = among[at] as number;
    const score = scores[place] as number;
    if (score < bestScore || score === 0) continue;
    if (score === bestScore && !isBefore(field, place, score, best, bestScore)) continue;
    const advertiser = advertisers[place] as number;
    if (advertiser === andNot || isTaken(taken, takenCount, advertiser)) continue;
    best = place;
    bestScore = score;
  }
  return best;
}

function isTaken(taken: readonly number[], takenCount: number, advertiser: number): boolean {
  for (let at = 0; at < takenCount; at += 1) if (advertisers[taken[at] as number] === advertiser) return true;
  return false;
}

/** Fills `places` with the winners, slot by slot. */
function allocate(field: Field, scores: Float64Array, slots: number, places: number[]): void {
  places.length = 0;
  while (places.length < slots) {
    const best = bestOf(field, scores, places, places.length);
    if (best < 0) return;
    places.push(best);
  }
}

/** For each slot the chance that its ad gets it: counted over the greedy allocation and every world. */
function propensitiesOf(field: Field, shown: readonly number[], slots: number): number[] {
  const { market, uncertain } = field;
  if (uncertain.length === 0) return shown.map(() => 1);
  const count = gatherContenders(field, slots);
  const there: number[] = [];
  const chances = shown.map(() => 0);
  const add = (rates: Float64Array, chance: number): void => {
    for (const place of uncertain) elsewhere[place] = placeScore(field, rates, place);
    there.length = 0;
    while (there.length < slots) {
      const best = bestOf(field, elsewhere, there, there.length, -1, contenders, count);
      if (best < 0) break;
      there.push(best);
    }
    for (let slot = 0; slot < shown.length; slot += 1) {
      if (there[slot] === shown[slot]) chances[slot] = (chances[slot] as number) + chance;
    }
  };
  add(market.means, 1 - EXPLORATION_RATE);
  for (const world of market.worlds) add(world, EXPLORATION_RATE / WORLDS);
  return chances;
}

/**
 * Who can get a slot in any world: every uncertain place, and of the others, whose scores are the same everywhere, the
 * best of twice as many advertisers as there are slots (an uncertain ad can shut out at most one of them a slot).
 */
function gatherContenders(field: Field, slots: number): number {
  scoreAll(field, field.market.means, elsewhere);
  for (const place of field.uncertain) elsewhere[place] = 0;
  const certain: number[] = [];
  allocate(field, elsewhere, 2 * slots, certain);
  contenders.set(field.uncertain);
  contenders.set(certain, field.uncertain.length);
  return field.uncertain.length + certain.length;
}

/**
 * The least bid with which the ad of `slot` keeps it against every other advertiser that has no better slot. Its own
 * advertiser's other ads do not make it dearer.
 */
function priceOf(field: Field, places: readonly number[], slot: number, rate: number): Nanos {
  const { market, ordinals, floorNanos } = field;
  const place = places[slot] as number;
  const ordinal = ordinals[place] as number;
  const rival = bestOf(field, drawn, places, slot, advertisers[place]);
  const rivalScore = rival < 0 ? 0 : (drawn[rival] as number);
  const quality = market.qualities[ordinal] as number;
  const keeps = (bid: Nanos): boolean => {
    const value = valueOf(market, ordinal, bid, rate);
    return value >= floorNanos && (rival < 0 || isBefore(field, place, value * quality, rival, rivalScore));
  };
  const perNano = valueOf(market, ordinal, 1, rate);
  const guess = Math.max(floorNanos / perNano, rivalScore / (perNano * quality));
  return leastBid(keeps, guess, market.bids[ordinal] as number);
}

/** Finaliser of MurmurHash3 (Appleby): spreads 32 bits. */
function mix(bits: number): number {
  let mixed = bits;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
