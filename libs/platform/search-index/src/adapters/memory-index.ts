import { roundLength, scoreOfWord, weightOfWord } from '../bm25.ts';
import { type IndexDefinition, type SearchedField, searchedFields } from '../index-definition.ts';
import type { PreparedDocument, PreparedOperation } from '../prepare-document.ts';
import type { PreparedQuery } from '../prepare-query.ts';
import { SearchIndexFull } from '../search-index.errors.ts';
import type { Filter, SearchCursor, SearchPage, WriteReport } from '../search-index.ts';
import { FieldPostings } from './postings.ts';

/** Slots that postings can name. */
const MOST_SLOTS = 2 ** 21;
/** Dead slots that are worth building the postings anew. */
const DEAD_WORTH_COLLECTING = 1_024;

type Slot = { readonly id: string; readonly document: PreparedDocument };
type Candidate = { readonly slot: Slot; readonly score: number; readonly value: number | string };

/** One index in memory. What is removed or replaced leaves a dead slot until half of them are dead. */
export class MemoryIndex {
  private readonly fields: readonly SearchedField[];
  private readonly versions = new Map<string, number>();
  private readonly slotOf = new Map<string, number>();
  private slots: (Slot | undefined)[] = [];
  private postings: ReadonlyMap<string, FieldPostings> = new Map();

  constructor(
    private readonly index: IndexDefinition,
    private readonly mostDocuments: number,
  ) {
    this.fields = searchedFields(index);
    this.postings = this.emptyPostings();
  }

  /** @throws {SearchIndexFull} nothing was written. */
  write(operations: readonly PreparedOperation[]): WriteReport {
    const fresh = operations.filter(({ id, version }) => version > (this.versions.get(id) ?? 0));
    const added = fresh.filter(({ id, document }) => document !== undefined && !this.slotOf.has(id)).length;
    if (this.slotOf.size + added > this.mostDocuments) throw new SearchIndexFull(this.index.name, this.mostDocuments);
    for (const { id, version, document } of fresh) {
      this.versions.set(id, version); // Also of what is removed: an older write must not bring it back.
      this.take(id);
      if (document !== undefined) this.put({ id, document });
    }
    this.collect();
    return { applied: fresh.length, stale: operations.length - fresh.length };
  }

  search(query: PreparedQuery): SearchPage {
    const { filters, limit, after, sort } = query;
    const isBefore = orderOf(sort?.order ?? 'desc');
    const best: Candidate[] = [];
    for (const [slot, score] of this.matching(query)) {
      const value = sort === undefined ? score : sortValue(slot.document, sort.field);
      if (value === undefined || !filters.every((filter) => passes(slot.document, filter))) continue;
      const candidate = { slot, score, value };
      if (after !== undefined && !isBehind(candidate, after, isBefore)) continue;
      keep(best, candidate, limit + 1, isBefore);
    }
    const hits = best.slice(0, limit);
    const last = hits.at(-1);
    const next: SearchCursor | undefined =
      best.length > limit && last !== undefined ? [last.value, last.slot.id] : undefined;
    return { hits: hits.map(({ slot: { id }, score }) => ({ id, score })), next };
  }

  private *matching({ words, needsAll }: PreparedQuery): Iterable<readonly [Slot, number]> {
    if (words === undefined) {
      for (const slot of this.slots) if (slot !== undefined) yield [slot, 0];
      return;
    }
    const found = new Map<number, { score: number; words: number }>();
    for (const word of words) {
      for (const [slot, score] of this.scoresOf(word)) {
        const so = found.get(slot);
        if (so === undefined) found.set(slot, { score, words: 1 });
        else {
          so.score += score;
          so.words += 1;
        }
      }
    }
    for (const [at, { score, words: having }] of found) {
      const slot = this.slots[at];
      if (slot !== undefined && (!needsAll || having === words.length)) yield [slot, Math.fround(score)];
    }
  }

  /** What `word` adds to each document that has it in any field. */
  private scoresOf(word: string): Map<number, number> {
    const scores = new Map<number, number>();
    for (const { name, weight } of this.fields) {
      const field = this.postings.get(name);
      const postings = field?.find(word);
      if (field === undefined || postings === undefined) continue;
      const wordWeight = weightOfWord(weight, postings.having, field.documents);
      const average = field.total / field.documents;
      postings.forEach((slot, times) => {
        if (this.slots[slot] === undefined) return;
        const score = scoreOfWord(wordWeight, times, roundLength(field.lengthAt(slot)), average);
        scores.set(slot, Math.fround((scores.get(slot) ?? 0) + score));
      });
    }
    return scores;
  }

  private put(slot: Slot): void {
    const at = this.slots.push(slot) - 1;
    this.slotOf.set(slot.id, at);
    for (const [field, words] of slot.document.words) this.postings.get(field)?.add(at, words);
  }

  private take(id: string): void {
    const at = this.slotOf.get(id);
    const slot = at === undefined ? undefined : this.slots[at];
    if (at === undefined || slot === undefined) return;
    for (const [field, words] of slot.document.words) this.postings.get(field)?.remove(words);
    this.slots[at] = undefined;
    this.slotOf.delete(id);
  }

  /** Builds the postings anew when most of them are of dead slots. */
  private collect(): void {
    const dead = this.slots.length - this.slotOf.size;
    const isWorthIt = dead > DEAD_WORTH_COLLECTING && dead > this.slotOf.size;
    if (!isWorthIt && this.slots.length < MOST_SLOTS) return;
    const live = this.slots.filter((slot) => slot !== undefined);
    this.slots = [];
    this.slotOf.clear();
    this.postings = this.emptyPostings();
    for (const slot of live) this.put(slot);
  }

  private emptyPostings(): ReadonlyMap<string, FieldPostings> {
    return new Map(this.fields.map(({ name }) => [name, new FieldPostings()]));
  }
}

function passes({ keywords, numbers }: PreparedDocument, filter: Filter): boolean {
  if ('anyOf' in filter) {
    const values = keywords.get(filter.field) ?? [];
    return filter.anyOf.some((wanted) => values.includes(wanted));
  }
  const value = numbers.get(filter.field);
  return value !== undefined && value >= (filter.from ?? -Infinity) && value <= (filter.to ?? Infinity);
}

function sortValue({ keywords, numbers }: PreparedDocument, field: string): number | string | undefined {
  return numbers.get(field) ?? keywords.get(field)?.[0];
}

type Order = (a: number | string, b: number | string) => number;

function orderOf(order: 'asc' | 'desc'): Order {
  const sign = order === 'asc' ? 1 : -1;
  return (a, b) => (a === b ? 0 : a < b ? -sign : sign);
}

function compare(a: Candidate, b: Candidate, byValue: Order): number {
  return byValue(a.value, b.value) || (a.slot.id < b.slot.id ? -1 : 1);
}

function isBehind({ value, slot: { id } }: Candidate, [after, afterId]: SearchCursor, byValue: Order): boolean {
  const order = byValue(value, after);
  return order > 0 || (order === 0 && id > afterId);
}

/** Keeps the `most` first candidates, in order. */
function keep(best: Candidate[], candidate: Candidate, most: number, byValue: Order): void {
  const last = best.at(-1);
  if (best.length >= most && last !== undefined && compare(last, candidate, byValue) < 0) return;
  let [from, to] = [0, best.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (compare(best[middle] as Candidate, candidate, byValue) < 0) from = middle + 1;
    else to = middle;
  }
  best.splice(from, 0, candidate);
  if (best.length > most) best.pop();
}
