/** Buckets that n-grams are hashed into: 2^18. */
export const FEATURE_BITS = 18;

/** Longest normalised text that is looked at; what comes after it cannot change a score. */
const MOST_CHARACTERS = 4_000;

const BUCKETS = 1 << FEATURE_BITS;
const SHORTEST_GRAM = 2;
const LONGEST_GRAM = 5;
const SPACE = 32;

/**
 * Hashed n-grams of a normalised text: words, pairs of words, and 2 to 5 characters over word borders. Each bucket counts
 * once. One object serves one caller at a time; it owns the memory that it answers with.
 */
export class TextFeatures {
  /** Buckets of the last text; the first `count` are set. Words first, then characters. */
  readonly buckets = new Uint32Array(2 * MOST_CHARACTERS + LONGEST_GRAM * MOST_CHARACTERS);
  /** How many buckets the last text set. */
  count = 0;
  /** How many of them, from the start, are of words and pairs of words. */
  wordCount = 0;

  private readonly seen = new Int32Array(BUCKETS);
  private stamp = 0;
  private readonly codes = new Uint16Array(MOST_CHARACTERS + 2);

  /** Reads `text`, which `normaliseText` made. */
  read(text: string): void {
    this.count = 0;
    this.stamp += 1;
    const length = this.tokenise(text);
    this.addWords(length);
    this.wordCount = this.count;
    this.addCharacters(length);
  }

  /** Words parted by single spaces, with one at each end. */
  private tokenise(text: string): number {
    const { codes } = this;
    const end = Math.min(text.length, MOST_CHARACTERS);
    let length = 1;
    codes[0] = SPACE;
    for (let at = 0; at < end; at += 1) {
      const code = text.charCodeAt(at);
      const isKept =
        (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 39 || code === 42 || code > 127;
      if (isKept || code === 33 || code === 63) codes[length++] = code;
      else if (codes[length - 1] !== SPACE) codes[length++] = SPACE;
    }
    if (codes[length - 1] !== SPACE) codes[length++] = SPACE;
    return length;
  }

  private addWords(length: number): void {
    const { codes } = this;
    let hash = 0x811c9dc5;
    let before = 0;
    for (let at = 1; at < length; at += 1) {
      const code = codes[at] as number;
      if (code !== SPACE) {
        hash = Math.imul(hash ^ code, 0x01000193);
        continue;
      }
      this.add(mix(hash));
      this.add(mix(Math.imul(before ^ 0x5bd1e995, 0x9e3779b1) ^ hash));
      before = hash;
      hash = 0x811c9dc5;
    }
  }

  private addCharacters(length: number): void {
    const { codes } = this;
    for (let from = 0; from < length; from += 1) {
      let hash = 0x2f0b4a27;
      const end = Math.min(length, from + LONGEST_GRAM);
      for (let at = from; at < end; at += 1) {
        hash = Math.imul(hash ^ (codes[at] as number), 0x01000193);
        if (at - from + 1 >= SHORTEST_GRAM) this.add(mix(hash + (at - from)));
      }
    }
  }

  private add(hash: number): void {
    const bucket = hash >>> (32 - FEATURE_BITS);
    if (this.seen[bucket] === this.stamp) return;
    this.seen[bucket] = this.stamp;
    this.buckets[this.count++] = bucket;
  }
}

/** Finaliser of MurmurHash3: every bit of the hash reaches the upper ones. */
function mix(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  return Math.imul(mixed, 0xc2b2ae35);
}
