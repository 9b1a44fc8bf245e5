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

/** Checks and prepares all of `operations`, the newest one of each id. @throws {DocumentInvalid} naming the first that is wrong. */
export function prepareOperations(index: IndexDefinition, operations: readonly Operation[]): PreparedOperation[] {
  if (operations.length > MOST_OPERATIONS) throw new Bug(`a write has at most ${MOST_OPERATIONS} operations`);
  const newest = new Map<string, Operation>();
  for (const operation of operations) {
    const { id, version } = operation;
    if (id.length === 0 || id.length > LONGEST_ID)
      throw new DocumentInvalid(id.slice(0, LONGEST_ID), 'id', 'is 1 to 200 characters');
    if (!Number.isSafeInteger(version) || version < 1)
      throw new DocumentInvalid(id, 'version', 'is a whole number from 1');
    if ((newest.get(id)?.version ?? 0) <= version) newest.set(id, operation);
  }
  return [...newest.values()].map((operation) => ({
    id: operation.id,
    version: operation.version,
    document: operation.kind === 'put' ? prepare(index, operation.id, operation.document) : undefined,
  }));
}

function prepare(index: IndexDefinition, id: string, document: SearchDocument): PreparedDocument {
  const [words, keywords, numbers] = [
    new Map<string, string[]>(),
    new Map<string, string[]>(),
    new Map<string, number>(),
  ];
  for (const [name, value] of Object.entries(document)) {
    const field = index.fields[name];
    const fail = (message: string): never => {
      throw new DocumentInvalid(id, name, message);
    };
    if (field === undefined) fail('is no field of this index');
    else if (value !== undefined) put(field, name, value, fail);
  }
  return { words, keywords, numbers };

  function put(
    field: FieldDefinition,
    name: string,
    value: string | number | readonly string[],
    fail: (message: string) => never,
  ): void {
    if (field.kind === 'text') {
      if (typeof value !== 'string') return fail('is text');
      const whole = wordsOf(value);
      for (const { name: searched, of, isPrefix } of searchedFields(index)) {
        const found = isPrefix ? prefixesOf(whole) : whole;
        if (of === name && found.length > 0) words.set(searched, found);
      }
    } else if (field.kind === 'keyword') {
      const values = typeof value === 'string' ? [value] : value;
      if (typeof values === 'number' || values.length > MOST_KEYWORDS)
        return fail(`is at most ${MOST_KEYWORDS} keywords`);
      if (values.some((each) => each.length > LONGEST_KEYWORD)) return fail(`is at most ${LONGEST_KEYWORD} characters`);
      if (values.length > 0) keywords.set(name, [...new Set(values)]);
    } else {
      if (typeof value !== 'number' || !Number.isFinite(value)) return fail('is a number');
      if (field.kind === 'instant' && !Number.isSafeInteger(value)) return fail('is an instant');
      numbers.set(name, value);
    }
  }
}
