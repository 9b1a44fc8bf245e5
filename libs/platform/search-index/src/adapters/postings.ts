/** Times are kept up to this; more of one word in one field make no difference to its score. */
export const MOST_TIMES = 1_023;

const TIMES_BITS = 10;

/** Where one word stands: slots, growing, each with how often, packed into small integers. */
export class Postings {
  /** Live documents that have the word. */
  having = 0;
  private readonly packed: number[] = [];

  /** `slot` is above every slot before. */
  add(slot: number, times: number): void {
    this.packed.push((slot << TIMES_BITS) | Math.min(times, MOST_TIMES));
    this.having += 1;
  }

  /** Those of dead documents, too. */
  forEach(visit: (slot: number, times: number) => void): void {
    for (const entry of this.packed) visit(entry >>> TIMES_BITS, entry & MOST_TIMES);
  }
}

/** The words of one searched field, over all documents. */
export class FieldPostings {
  /** Live documents that have the field, and how many words they have in it. */
  documents = 0;
  total = 0;
  private readonly byWord = new Map<string, Postings>();
  private readonly lengths: number[] = [];

  add(slot: number, words: readonly string[]): void {
    this.documents += 1;
    this.total += words.length;
    this.lengths[slot] = words.length;
    for (const [word, times] of countsOf(words)) this.of(word).add(slot, times);
  }

  /** Takes a document out of the counts; its slot stays in the postings, dead. */
  remove(words: readonly string[]): void {
    this.documents -= 1;
    this.total -= words.length;
    for (const word of new Set(words)) this.of(word).having -= 1;
  }

  find(word: string): Postings | undefined {
    return this.byWord.get(word);
  }

  lengthAt(slot: number): number {
    return this.lengths[slot] ?? 0;
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
