import { scoreOfWord, weightOfWord } from '../bm25.ts';
import { type IndexDefinition, type SearchedField, searchedFields } from '../index-definition.ts';
import type { PreparedDocument, PreparedOperation } from '../prepare-document.ts';
import type { PreparedQuery } from '../prepare-query.ts';
import { SearchIndexFull } from '../search-index.errors.ts';
import type { Filter, SearchCursor, SearchPage, WriteReport } from '../search-index.ts';
import { FieldPostings, MOST_SLOTS } from './postings.ts';

/** Dead slots that are worth building the postings anew. */
const DEAD_WORTH_COLLECTING = 1_024;

type Slot = { readonly id: string } & Pick<PreparedDocument, 'keywords' | 'numbers'>;
type Candidate = { readonly id: string; readonly score: number; readonly value: number | string };

/** One index in memory. What is removed or replaced leaves a dead slot until half of them are dead. */
export class MemoryIndex {
  private readonly fields: readonly SearchedField[];
  private readonly versions = new Map<string, number>();
  private readonly slotOf = new Map<string, number>();
  private slots: (Slot | undefined)[] = [];
  private readonly postings: ReadonlyMap<string, FieldPostings>;
  private scratch = new Scratch(1_024);

  constructor(
    private readonly index: IndexDefinition,
    private readonly mostDocuments: number,
  ) {
    this.fields = searchedFields(index);
    this.postings = new Map(this.fields.map(({ name }) => [name, new FieldPostings()]));
  }

  /** @throws {SearchIndexFull} nothing was written. */
  write(operations: readonly PreparedOperation[]): WriteReport {
    const fresh = operations.filter(({ id, version }) => version > (this.versions.get(id) ?? 0));
    const added = fresh.filter(({ id, document }) => document !== undefined && !this.slotOf.has(id)).length;
    if (this.slotOf.size + added > this.mostDocuments) throw new SearchIndexFull(this.index.name, this.mostDocuments);
    for (const { id, version, document } of fresh) {
      this.versions.set(id, version); // Also of what is removed: an older write must not bring it back.
      this.take(id);
      if (document !== undefined) this.put(id, document);
    }
    this.collect();
    return { applied: fresh.length, stale: operations.length - fresh.length };
  }

  search(query: PreparedQuery): SearchPage {
    const { filters, limit, after, sort, words } = query;
    const best = new BestFirst(limit + 1, sort?.order ?? 'desc');
    const consider = (slot: Slot | undefined, score: number): void => {
      const value = slot === undefined || sort === undefined ? score : sortValue(slot, sort.field);
      if (slot === undefined || value === undefined) return;
      if (after !== undefined && !best.isBefore(after[0], after[1], value, slot.id)) return;
      if (best.isTooLate(value, slot.id)) return;
      if (filters.every((filter) => passes(slot, filter))) best.add({ id: slot.id, score, value });
    };
    if (words === undefined) {
      // From the end: what came last is what is newest, mostly, and what stands first is best found first.
      for (let at = this.slots.length - 1; at >= 0; at -= 1) consider(this.slots[at], 0);
    } else {
      const found = this.matching(words, query.needsAll);
      for (const at of found) consider(this.slots[at], Math.fround(this.scratch.total[at] ?? 0));
    }
    const hits = best.candidates.slice(0, limit);
    const last = hits.at(-1);
    const hasMore = best.candidates.length > limit;
    const next: SearchCursor | undefined = hasMore && last !== undefined ? [last.value, last.id] : undefined;
    return { hits: hits.map(({ id, score }) => ({ id, score })), next };
  }

  /** Slots that have the words, dead ones among them; their scores are in the scratch until the next search. */
  private matching(words: readonly string[], needsAll: boolean): number[] {
    this.scratch = this.scratch.atLeast(this.slots.length);
    const { total, having } = this.scratch;
    const found: number[] = [];
    total.fill(0);
    having.fill(0);
    for (const word of words) {
      const { slots, ofWord } = this.scoresOf(word);
      for (const slot of slots) {
        if (having[slot] === 0) found.push(slot);
        having[slot] = (having[slot] ?? 0) + 1;
        total[slot] = (total[slot] ?? 0) + (ofWord[slot] ?? 0);
        ofWord[slot] = 0;
      }
    }
    return needsAll ? found.filter((slot) => having[slot] === words.length) : found;
  }

  /** What `word` adds to each document that has it in any field. Whoever asks puts `ofWord` back to 0. */
  private scoresOf(word: string): { readonly slots: readonly number[]; readonly ofWord: Float32Array } {
    const { ofWord } = this.scratch;
    const slots: number[] = [];
    for (const { name, weight } of this.fields) {
      const field = this.postings.get(name);
      const postings = field?.find(word);
      if (field === undefined || postings === undefined || postings.having === 0) continue;
      const wordWeight = weightOfWord(weight, postings.having, field.documents);
      const average = field.total / field.documents;
      postings.forEach((slot, times) => {
        if (ofWord[slot] === 0) slots.push(slot);
        ofWord[slot] = (ofWord[slot] ?? 0) + scoreOfWord(wordWeight, times, field.lengthAt(slot), average);
      });
    }
    return { slots, ofWord };
  }

  private put(id: string, { words, keywords, numbers }: PreparedDocument): void {
    const at = this.slots.push({ id, keywords, numbers }) - 1;
    this.slotOf.set(id, at);
    for (const [field, list] of words) this.postings.get(field)?.add(at, list);
  }

  private take(id: string): void {
    const at = this.slotOf.get(id);
    if (at === undefined) return;
    for (const field of this.postings.values()) field.remove(at);
    this.slots[at] = undefined;
    this.slotOf.delete(id);
  }

  /** Takes the dead slots out when most are dead. */
  private collect(): void {
    const dead = this.slots.length - this.slotOf.size;
    const isWorthIt = dead > DEAD_WORTH_COLLECTING && dead > this.slotOf.size;
    if (!isWorthIt && this.slots.length < MOST_SLOTS / 2) return;
    const newSlots = new Int32Array(this.slots.length).fill(-1);
    const live: Slot[] = [];
    for (const [at, slot] of this.slots.entries()) {
      if (slot === undefined) continue;
      newSlots[at] = live.push(slot) - 1;
      this.slotOf.set(slot.id, live.length - 1);
    }
    this.slots = live;
    for (const field of this.postings.values()) field.compact(newSlots);
  }
}

function passes({ keywords, numbers }: Slot, filter: Filter): boolean {
  if ('anyOf' in filter) {
    const values = keywords.get(filter.field) ?? [];
    return filter.anyOf.some((wanted) => values.includes(wanted));
  }
  const value = numbers.get(filter.field);
  return value !== undefined && value >= (filter.from ?? -Infinity) && value <= (filter.to ?? Infinity);
}

function sortValue({ keywords, numbers }: Slot, field: string): number | string | undefined {
  return numbers.get(field) ?? keywords.get(field)?.[0];
}

/** The first so many candidates, in order: by value, then by id. */
class BestFirst {
  readonly candidates: Candidate[] = [];
  private readonly sign: number;

  constructor(
    private readonly most: number,
    order: 'asc' | 'desc',
  ) {
    this.sign = order === 'asc' ? 1 : -1;
  }

  /** Whether value and id stand before others. */
  isBefore(value: number | string, id: string, other: number | string, otherId: string): boolean {
    if (value === other) return id < otherId;
    return value < other === this.sign > 0;
  }

  /** Whether there are enough candidates before it. */
  isTooLate(value: number | string, id: string): boolean {
    const last = this.candidates[this.most - 1];
    return last !== undefined && this.isBefore(last.value, last.id, value, id);
  }

  add(candidate: Candidate): void {
    const { candidates } = this;
    let [from, to] = [0, candidates.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      const { value, id } = candidates[middle] as Candidate;
      if (this.isBefore(value, id, candidate.value, candidate.id)) from = middle + 1;
      else to = middle;
    }
    candidates.splice(from, 0, candidate);
    if (candidates.length > this.most) candidates.pop();
  }
}

/** Room that every search uses again; a search is never interrupted by another. */
class Scratch {
  readonly total: Float64Array;
  readonly ofWord: Float32Array;
  readonly having: Uint8Array;

  constructor(size: number) {
    this.total = new Float64Array(size);
    this.ofWord = new Float32Array(size);
    this.having = new Uint8Array(size);
  }

  atLeast(size: number): Scratch {
    return this.total.length >= size ? this : new Scratch(size * 2);
  }
}
