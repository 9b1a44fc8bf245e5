import { DIMENSIONS, type RequestFacts, type Targeting } from './targeting.ts';

/** Where a dimension's rows begin in the slab. */
type DimensionRows = {
  readonly facts: (of: RequestFacts) => readonly string[];
  /** Ads that ask for nothing here. Below 0: all of them, so the dimension is not looked at. */
  readonly any: number;
  readonly values: ReadonlyMap<string, number>;
  readonly refusals: ReadonlyMap<string, number>;
};

/** What `BitIndex.retrieve` fills. */
export type Retrieved = {
  /** Ordinals that match and are live, ascending; `count` of them count. */
  readonly ordinals: Int32Array;
  count: number;
  /** Ordinals that match and are not live, as far as was looked. */
  readonly withheld: number[];
};

const BITS = 32;

/**
 * Which ads match a request, by bit rows. Ads are numbered 0 … size−1; bit `n` of a row stands for ad `n`. One slab
 * holds, per dimension, a row of the ads that ask for nothing, a row per value, and a row per refused value. A match is
 * the AND over dimensions of (any OR the request's values), less the refusals; it is taken word by word, and a word that
 * has become 0 is left at once. Immutable.
 */
export class BitIndex {
  readonly size: number;
  readonly words: number;
  private readonly slab: Int32Array;
  private readonly dimensions: readonly DimensionRows[];
  private readonly plan: Int32Array;

  constructor(ads: readonly { readonly targeting: Targeting }[]) {
    this.size = ads.length;
    this.words = Math.ceil(ads.length / BITS);
    const rows: Int32Array[] = [];
    const newRow = (): number => rows.push(new Int32Array(this.words)) - 1;
    this.dimensions = DIMENSIONS.map((dimension) => {
      const [values, refusals] = [new Map<string, number>(), new Map<string, number>()];
      const any = ads.some(({ targeting }) => (targeting.include[dimension]?.length ?? 0) > 0) ? newRow() : -1;
      const mark = (of: Map<string, number>, value: string, ordinal: number): void => {
        let row = of.get(value);
        if (row === undefined) of.set(value, (row = newRow()));
        setBit(rows[row] as Int32Array, ordinal);
      };
      ads.forEach(({ targeting }, ordinal) => {
        const wanted = targeting.include[dimension] ?? [];
        if (wanted.length === 0 && any >= 0) setBit(rows[any] as Int32Array, ordinal);
        for (const value of wanted) mark(values, value, ordinal);
        for (const value of targeting.exclude[dimension] ?? []) mark(refusals, value, ordinal);
      });
      return { facts: (of) => of[dimension], any, values, refusals };
    });
    this.slab = new Int32Array(rows.length * this.words);
    rows.forEach((row, at) => this.slab.set(row, at * this.words));
    this.plan = new Int32Array(rows.length + DIMENSIONS.length + 1);
  }

  /** A row with every ad's bit set: the live row of a market in which everybody may play. */
  allLive(): Int32Array {
    const live = new Int32Array(this.words);
    for (let ordinal = 0; ordinal < this.size; ordinal += 1) setBit(live, ordinal);
    return live;
  }

  /** Room for the answers of `retrieve`, to be used again and again. */
  room(): Retrieved {
    return { ordinals: new Int32Array(this.size), count: 0, withheld: [] };
  }

  /** Fills `into` with the first `most` matching ads whose bit in `live` is set and that `isRefused` does not name. */
  retrieve(
    facts: RequestFacts,
    live: Int32Array,
    into: Retrieved,
    most: number = this.size,
    isRefused?: (ordinal: number) => boolean,
  ): void {
    const { groups, refusalsFrom, end } = this.makePlan(facts);
    const { slab, plan, words } = this;
    const { ordinals, withheld } = into;
    withheld.length = 0;
    let count = 0;
    for (let word = 0; word < words && count < most; word += 1) {
      let matching = word === words - 1 && this.size % BITS !== 0 ? (1 << (this.size % BITS)) - 1 : -1;
      let at = 0;
      for (let group = 0; group < groups && matching !== 0; group += 1) {
        const last = at + (plan[at] as number);
        let accepted = 0;
        for (at += 1; at <= last; at += 1) accepted |= slab[(plan[at] as number) + word] as number;
        matching &= accepted;
      }
      if (matching === 0) continue;
      for (at = refusalsFrom; at < end; at += 1) matching &= ~(slab[(plan[at] as number) + word] as number);
      const alive = live[word] as number;
      for (let dead = matching & ~alive; dead !== 0; dead &= dead - 1) withheld.push(word * BITS + lowestBit(dead));
      for (matching &= alive; matching !== 0 && count < most; matching &= matching - 1) {
        const ordinal = word * BITS + lowestBit(matching);
        if (isRefused !== undefined && isRefused(ordinal)) continue;
        ordinals[count] = ordinal;
        count += 1;
      }
    }
    into.count = count;
  }

  /**
   * Writes which rows the request reads: per dimension a length and that many row starts (the likeliest to empty a word
   * first, as `DIMENSIONS` has them), then the starts of refusal rows.
   */
  private makePlan(facts: RequestFacts): { groups: number; refusalsFrom: number; end: number } {
    const { plan, words } = this;
    let at = 0;
    let groups = 0;
    for (const rows of this.dimensions) {
      if (rows.any < 0) continue;
      const head = at;
      plan[++at] = rows.any * words;
      for (const value of rows.facts(facts)) {
        const row = rows.values.get(value);
        if (row !== undefined) plan[++at] = row * words;
      }
      plan[head] = at - head;
      at += 1;
      groups += 1;
    }
    const refusalsFrom = at;
    for (const { facts: of, refusals } of this.dimensions) {
      if (refusals.size === 0) continue;
      for (const value of of(facts)) {
        const row = refusals.get(value);
        if (row !== undefined) plan[at++] = row * words;
      }
    }
    return { groups, refusalsFrom, end: at };
  }
}

/** Sets the bit of `ordinal`. */
export function setBit(row: Int32Array, ordinal: number): void {
  row[ordinal >>> 5] = (row[ordinal >>> 5] as number) | (1 << (ordinal & 31));
}

/** Clears the bit of `ordinal`. */
export function clearBit(row: Int32Array, ordinal: number): void {
  row[ordinal >>> 5] = (row[ordinal >>> 5] as number) & ~(1 << (ordinal & 31));
}

function lowestBit(bits: number): number {
  return BITS - 1 - Math.clz32(bits & -bits);
}
