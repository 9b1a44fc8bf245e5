import { roundLength } from '../bm25.ts';

/** Times are kept up to this; more of one word in one field make no difference to its score. */
const MOST_TIMES = 1_023;

const TIMES_BITS = 10;

/** Slots that postings can name. */
export const MOST_SLOTS = 2 ** 21;

/** Where one word stands: slots, growing, each with how often, packed into small integers. */
export class Postings {
  /** Live documents that have the word. */
  having = 0;
  private packed: number[] = [];

  /** `slot` is above every slot before. */
  add(slot: number, times: number): void {
    this.packed.push((slot << TIMES_BITS) | Math.min(times, MOST_TIMES));
    this.having += 1;
  }

  /** Those of dead documents, too. */
  forEach(visit: (slot: number, times: number) => void): void {
    for (const entry of this.packed) visit(entry >>> TIMES_BITS, entry & MOST_TIMES);
  }

  /** Takes the dead out; `newSlots` says where the others are now, −1 for the dead. */
  compact(newSlots: Int32Array): void {
    const packed: number[] = [];
    this.forEach((slot, times) => {
      const now = newSlots[slot] ?? -1;
      if (now >= 0) packed.push((now << TIMES_BITS) | times);
    });
    this.packed = packed;
  }
}

/** What a field knows of one document. */
type Entry = { readonly length: number; readonly rounded: number; readonly words: readonly Postings[] };

/** The words of one searched field, over all documents. */
export class FieldPostings {
  /** Live documents that have the field, and how many words they have in it. */
  documents = 0;
  total = 0;
  private readonly byWord = new Map<string, Postings>();
  private entries: (Entry | undefined)[] = [];

  /** `slot` is above every slot before; `words` has at least one. */
  add(slot: number, words: readonly string[]): void {
    this.documents += 1;
    this.total += words.length;
    const found: Postings[] = [];
    for (const [word, times] of countsOf(words)) {
      const postings = this.of(word);
      postings.add(slot, times);
      found.push(postings);
    }
    this.entries[slot] = { length: words.length, rounded: roundLength(words.length), words: found };
  }

  /** Takes a document out of the counts; its slot stays in the postings, dead. */
  remove(slot: number): void {
    const entry = this.entries[slot];
    if (entry === undefined) return;
    this.documents -= 1;
    this.total -= entry.length;
    for (const postings of entry.words) postings.having -= 1;
    this.entries[slot] = undefined;
  }

  find(word: string): Postings | undefined {
    return this.byWord.get(word);
  }

  /** Words of a live document's field, as they are remembered; 0 for a dead one. */
  lengthAt(slot: number): number {
    return this.entries[slot]?.rounded ?? 0;
  }

  /** Takes the dead out; `newSlots` says where the others are now, −1 for the dead. */
  compact(newSlots: Int32Array): void {
    for (const [word, postings] of this.byWord) {
      if (postings.having === 0) this.byWord.delete(word);
      else postings.compact(newSlots);
    }
    const entries: (Entry | undefined)[] = [];
    for (const [slot, entry] of this.entries.entries()) {
      const now = newSlots[slot] ?? -1;
      if (now >= 0) entries[now] = entry;
    }
    this.entries = entries;
  }

  private of(word: string): Postings {
    let found = this.byWord.get(word);
    if (found === undefined) this.byWord.set(word, (found = new Postings()));
    return found;
  }
}

function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
