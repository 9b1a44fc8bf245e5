import { Bug } from '#kernel';
import { prefixesOf, wordsOf } from './analyse.ts';
import { type FieldDefinition, type IndexDefinition, searchedFields } from './index-definition.ts';
import { DocumentInvalid } from './search-index.errors.ts';
import type { Operation, SearchDocument } from './search-index.ts';

/** Operations of one call. */
const MOST_OPERATIONS = 1_000;
const LONGEST_ID = 200;
const LONGEST_KEYWORD = 1_000;
const MOST_KEYWORDS = 1_000;

/** A document as both engines index it: words by searched field, keywords, numbers. Fields without a value are missing. */
export type PreparedDocument = {
  readonly words: ReadonlyMap<string, readonly string[]>;
  readonly keywords: ReadonlyMap<string, readonly string[]>;
  readonly numbers: ReadonlyMap<string, number>;
};

/** An operation whose document is prepared. */
export type PreparedOperation = {
  readonly id: string;
  readonly version: number;
  /** Undefined for a removal. */
  readonly document: PreparedDocument | undefined;
};

/** Checks and prepares `operations`, the newest one of each id. @throws {DocumentInvalid} naming the first that is wrong. */
export function prepareOperations(index: IndexDefinition, operations: readonly Operation[]): PreparedOperation[] {
  if (operations.length > MOST_OPERATIONS) throw new Bug(`a write has at most ${MOST_OPERATIONS} operations`);
  const newest = new Map<string, Operation>();
  for (const operation of operations) {
    checkKey(operation);
    if ((newest.get(operation.id)?.version ?? 0) <= operation.version) newest.set(operation.id, operation);
  }
  return [...newest.values()].map((operation) => ({
    id: operation.id,
    version: operation.version,
    document: operation.kind === 'put' ? prepare(index, operation.id, operation.document) : undefined,
  }));
}

function checkKey({ id, version }: Operation): void {
  const shown = id.slice(0, LONGEST_ID);
  if (id !== shown || id === '') throw new DocumentInvalid(shown, 'id', 'is 1 to 200 characters');
  if (!Number.isSafeInteger(version) || version < 1) throw new DocumentInvalid(id, 'version', 'is 1 or more');
}

function prepare(index: IndexDefinition, id: string, document: SearchDocument): PreparedDocument {
  const words = new Map<string, readonly string[]>();
  const keywords = new Map<string, readonly string[]>();
  const numbers = new Map<string, number>();
  for (const [name, value] of Object.entries(document)) {
    if (value === undefined) continue;
    const found = read(index.fields[name], value);
    if (typeof found === 'string') throw new DocumentInvalid(id, name, found);
    if ('number' in found) numbers.set(name, found.number);
    else if ('keywords' in found) keywords.set(name, found.keywords);
    else for (const [searched, list] of wordsByField(index, name, found.words)) words.set(searched, list);
  }
  return { words, keywords, numbers };
}

type Value = string | number | readonly string[];
type Read =
  | { readonly number: number }
  | { readonly keywords: readonly string[] }
  | { readonly words: readonly string[] };

/** What `value` is in `field`, or what is wrong with it. */
function read(field: FieldDefinition | undefined, value: Value): Read | string {
  switch (field?.kind) {
    case undefined:
      return 'is no field of this index';
    case 'text':
      return typeof value === 'string' ? { words: wordsOf(value) } : 'is text';
    case 'keyword':
      return readKeywords(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? { number: value } : 'is a number';
    case 'instant':
      return typeof value === 'number' && Number.isSafeInteger(value) ? { number: value } : 'is an instant';
  }
}

function readKeywords(value: Value): Read | string {
  if (typeof value === 'number' || value.length > MOST_KEYWORDS) return 'is at most 1,000 keywords';
  const values = typeof value === 'string' ? [value] : value;
  const isShort = values.every((each) => each.length <= LONGEST_KEYWORD);
  return isShort ? { keywords: [...new Set(values)] } : 'is at most 1,000 characters';
}

function wordsByField(index: IndexDefinition, of: string, words: readonly string[]): [string, readonly string[]][] {
  return searchedFields(index)
    .filter((field) => field.of === of)
    .map(({ name, isPrefix }): [string, readonly string[]] => [name, isPrefix ? prefixesOf(words) : words])
    .filter(([, list]) => list.length > 0);
}
