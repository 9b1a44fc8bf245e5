import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  fillIfNew,
  type IndexDefinition,
  type Operation,
  rebuild,
  type SearchHit,
  type SearchIndex,
} from '#platform/search-index';
import { LAMPS, MADE_UP } from '../support/search-corpus.ts';

/** Indexes to test. */
export type SearchIndexUnderTest = {
  readonly search: SearchIndex;
  /** Loses the index the way an accident does, past the port. */
  lose(index: IndexDefinition): Promise<void>;
  close(): Promise<void>;
};

const fields = {
  title: { kind: 'text', weight: 3, prefixes: true },
  body: { kind: 'text' },
  topic: { kind: 'keyword' },
  shop: { kind: 'keyword' },
  at: { kind: 'instant' },
  price: { kind: 'number' },
} as const;

/** An index of a test's own. */
export const anIndex = (): IndexDefinition => ({ name: `test.${randomUUID().replaceAll('-', '_')}`, fields });

/** A document is put for the first time. */
export const put = (id: string, document: Extract<Operation, { kind: 'put' }>['document'], version = 1): Operation => ({
  kind: 'put',
  id,
  version,
  document,
});

/** Queries on whose answers all engines agree, hit by hit. */
export const QUERIES: readonly string[] = [
  'lamp', 'lamps', 'brass lamp', 'desk', 'warm light', 'LÁMPARA', 'strasse', 'straße', 'oak desk lamp', 'lam', 'bra', 'reading',
  'kitchen shelves', 'the', '灯具', 'batteries', 'word3 word17', 'word1', 'word40 word2 word5', 'wor', 'nothing-like-this',
]; // prettier-ignore

/** The promises of `SearchIndex`, checked the same way for every adapter. */
export function describeSearchIndex(adapter: string, open: () => Promise<SearchIndexUnderTest>): void {
  describe(`SearchIndex on ${adapter}`, () => {
    let rig: SearchIndexUnderTest;
    let search: SearchIndex;
    beforeAll(async () => {
      rig = await open();
      ({ search } = rig);
    });
    afterAll(() => rig.close());

    const anIndexOf = async (...operations: Operation[]): Promise<IndexDefinition> => {
      const index = anIndex();
      await search.open(index);
      await write(index, ...operations);
      return index;
    };
    const write = async (index: IndexDefinition, ...operations: Operation[]) => {
      const report = await search.write(index, operations);
      await search.refresh(index);
      return report;
    };
    const ids = (hits: readonly SearchHit[]): string[] => hits.map(({ id }) => id);
    const find = async (index: IndexDefinition, text: string | undefined, more: object = {}): Promise<string[]> =>
      ids((await search.search(index, { text, limit: 50, ...more })).hits);

    it('finds words whatever their case, accents and plural, and by their beginning', async () => {
      const index = await anIndexOf(
        put('a', { title: 'Brass Lámps', body: 'Für die Straße' }),
        put('b', { title: 'Oak shelf', body: 'a lamp stands on it' }),
      );
      for (const text of ['lamp', 'LAMPS', 'lámp', 'ｌａｍｐ']) {
        await expect(find(index, text)).resolves.toEqual(['a', 'b']);
      }
      await expect(find(index, 'strasse fur')).resolves.toEqual(['a']);
      await expect(find(index, 'la')).resolves.toEqual(['a']); // Of the title, not of the body.
      await expect(find(index, 'l')).resolves.toEqual([]);
      await expect(find(index, 'amp')).resolves.toEqual([]);
    });

    it('finds all of the words, or any of them where that is asked for', async () => {
      const index = await anIndexOf(put('a', { title: 'oak', body: 'lamp' }), put('b', { title: 'oak' }));
      await expect(find(index, 'oak lamp')).resolves.toEqual(['a']);
      await expect(find(index, 'oak lamp', { match: 'any' })).resolves.toEqual(['a', 'b']);
    });

    it('gives everything without a text, and nothing for a text without a word', async () => {
      const index = await anIndexOf(put('b', { title: 'x' }), put('a', {}));
      await expect(find(index, undefined)).resolves.toEqual(['a', 'b']);
      for (const text of ['', '…?!', '  ']) await expect(find(index, text)).resolves.toEqual([]);
    });

    it('filters by keyword and by range, and sorts', async () => {
      const index = await anIndexOf(
        put('a', { title: 'lamp', topic: ['home', 'home/light'], shop: 's1', price: 5, at: 3_000 }),
        put('b', { title: 'lamp', topic: ['home'], shop: 's2', price: -2.5, at: 1_000 }),
        put('c', { title: 'lamp', shop: 's2', at: 1_893_456_000_000 }),
      );
      const by = (filters: unknown, more: object = {}) => find(index, 'lamp', { filters, ...more });
      await expect(by([{ field: 'topic', anyOf: ['home/light', 'garden'] }])).resolves.toEqual(['a']);
      await expect(
        by([
          { field: 'topic', anyOf: ['home'] },
          { field: 'shop', anyOf: ['s2'] },
        ]),
      ).resolves.toEqual(['b']);
      await expect(by([{ field: 'price', from: -2.5, to: 0 }])).resolves.toEqual(['b']);
      await expect(by([{ field: 'at', from: 3_000 }])).resolves.toEqual(['a', 'c']);
      await expect(by([], { sort: { field: 'at', order: 'desc' } })).resolves.toEqual(['c', 'a', 'b']);
      await expect(by([], { sort: { field: 'price', order: 'asc' } })).resolves.toEqual(['b', 'a']); // c has none
      await expect(find(index, undefined, { sort: { field: 'shop', order: 'asc' } })).resolves.toEqual(['a', 'b', 'c']);
    });

    it('pages by a cursor without gap or twin, by score and by time', async () => {
      const many = Array.from({ length: 57 }, (_, at) =>
        put(`d${String(at).padStart(2, '0')}`, { title: at % 3 === 0 ? 'lamp lamp' : 'lamp', at: at % 10 }),
      );
      const index = await anIndexOf(...many);
      for (const sort of [undefined, { field: 'at', order: 'desc' } as const]) {
        const seen: string[] = [];
        let after: Awaited<ReturnType<SearchIndex['search']>>['next'];
        do {
          const page = await search.search(index, { text: 'lamp', sort, limit: 10, after });
          seen.push(...ids(page.hits));
          after = page.next;
        } while (after !== undefined);
        expect(seen).toEqual(await find(index, 'lamp', { sort, limit: 200 }));
        expect(new Set(seen).size).toBe(57);
      }
    });

    it('never lets an older version over a newer one, nor a removed document come back', async () => {
      const index = await anIndexOf(put('a', { title: 'new' }, 5));
      await expect(write(index, put('a', { title: 'old' }, 4))).resolves.toEqual({ applied: 0, stale: 1 });
      await expect(write(index, put('a', { title: 'again' }, 5))).resolves.toEqual({ applied: 0, stale: 1 });
      await expect(find(index, 'new')).resolves.toEqual(['a']);
      await expect(write(index, { kind: 'remove', id: 'a', version: 7 })).resolves.toEqual({ applied: 1, stale: 0 });
      await expect(write(index, put('a', { title: 'late' }, 6))).resolves.toEqual({ applied: 0, stale: 1 });
      await expect(find(index, undefined)).resolves.toEqual([]);
      await write(index, put('a', { title: 'back' }, 8));
      await expect(find(index, 'back')).resolves.toEqual(['a']);
      await expect(find(index, 'new')).resolves.toEqual([]);
      await write(index, { kind: 'remove', id: 'never there', version: 3 });
      await expect(write(index, put('never there', { title: 'x' }, 2))).resolves.toEqual({ applied: 0, stale: 1 });
    });

    it('takes the newest of several versions in one call, whatever their order', async () => {
      const index = await anIndexOf(put('a', { title: 'two' }, 2), put('a', { title: 'one' }, 1));
      await expect(find(index, 'two')).resolves.toEqual(['a']);
      await expect(find(index, 'one')).resolves.toEqual([]);
    });

    it('refuses what does not fit, by name, and writes nothing of the call', async () => {
      const index = await anIndexOf();
      const wrong: Operation[] = [
        put('a', { colour: 'red' }),
        put('a', { title: 5 }),
        put('a', { price: Number.NaN }),
        put('a', { at: 0.5 }),
        put('a', { shop: 'x'.repeat(1_001) }),
        put('a', { title: 'x' }, 0),
        put('x'.repeat(201), { title: 'x' }),
      ];
      for (const operation of wrong) {
        const refused = async () => search.write(index, [put('fine', { title: 'x' }), operation]);
        await expect(refused()).rejects.toMatchObject({ code: 'search_index.document_invalid' });
      }
      await search.refresh(index);
      await expect(find(index, undefined)).resolves.toEqual([]);
    });

    it('refuses a query that cannot be, by field (search_index.query_invalid)', async () => {
      const index = await anIndexOf();
      const wrong: [string, object][] = [
        ['text', { text: 'x'.repeat(1_001) }],
        ['limit', { limit: 0 }],
        ['limit', { limit: 201 }],
        ['sort', { sort: { field: 'title', order: 'asc' } }],
        ['colour', { filters: [{ field: 'colour', anyOf: ['red'] }] }],
        ['price', { filters: [{ field: 'price', anyOf: ['5'] }] }],
        ['at', { filters: [{ field: 'at', from: Number.NaN }] }],
        ['cursor', { after: ['1', 'a'] }],
        ['cursor', { after: [Number.POSITIVE_INFINITY, 'a'] }],
        ['cursor', { sort: { field: 'shop', order: 'asc' }, after: [1, 'a'] }],
      ];
      for (const [path, query] of wrong) {
        const refused = async () => search.search(index, { limit: 10, ...query });
        await expect(refused()).rejects.toMatchObject({
          code: 'search_index.query_invalid',
          details: { fields: [{ path }] },
        });
      }
    });

    it('bears a text of any characters and a long one', async () => {
      const index = await anIndexOf(
        put('a', { title: '"); drop {index} \u0001 ﷺ 🦄 𝕃𝕒𝕞𝕡', body: 'word '.repeat(20_000) }),
      );
      await expect(find(index, 'drop "index" LAMP')).resolves.toEqual(['a']);
      await expect(find(index, `${'other '.repeat(160)}lamp`, { match: 'any' })).resolves.toEqual(['a']);
    });

    it('is filled once from its source, again when that was cut short, and anew when it was lost', async () => {
      const index = anIndex();
      let reads = 0;
      let fails = true;
      const source = {
        index,
        async *pages() {
          reads += 1;
          yield [put('a', { title: 'one' })];
          if (fails) throw new Error('the source is gone');
          yield [put('b', { title: 'two' })];
        },
      };
      await expect(fillIfNew(search, source)).rejects.toThrow('the source is gone');
      fails = false;
      await expect(fillIfNew(search, source)).resolves.toBe(2);
      await expect(fillIfNew(search, source)).resolves.toBe(0);
      expect(reads).toBe(2);
      await expect(find(index, undefined)).resolves.toEqual(['a', 'b']);
      await rig.lose(index);
      await expect(find(index, 'one')).rejects.toMatchObject({ code: 'search_index.lost' });
      const lost = search.write(index, [put('c', { title: 'three' })]);
      await expect(lost).rejects.toMatchObject({ code: 'search_index.lost', kind: 'unavailable' });
      await expect(rebuild(search, source)).resolves.toBe(2);
      await expect(find(index, undefined)).resolves.toEqual(['a', 'b']);
      await expect(fillIfNew(search, source)).resolves.toBe(0);
    });

    it('keeps the newer write of two that race with a filling', async () => {
      const index = await anIndexOf();
      const rounds = Array.from({ length: 20 }, (_, round) => put('a', { title: `round ${round + 1}` }, round + 1));
      await Promise.all(
        rounds.toSorted((a, b) => (a.version % 7) - (b.version % 7)).map((each) => search.write(index, [each])),
      );
      await search.refresh(index);
      await expect(find(index, 'round 20')).resolves.toEqual(['a']);
      await expect(find(index, 'round 19')).resolves.toEqual([]);
    });

    it('is ready', async () => {
      await expect(search.isReady()).resolves.toBe(true);
    });
  });
}

/** The same documents and queries, answered by one engine: for the comparison of two. */
export async function answersOf(search: SearchIndex): Promise<readonly (readonly SearchHit[])[]> {
  const index = anIndex();
  await search.open(index);
  const corpus = [...LAMPS, ...MADE_UP].map((document, at) => put(`doc-${String(at).padStart(4, '0')}`, document));
  await search.write(index, corpus);
  await search.refresh(index);
  const answers: (readonly SearchHit[])[] = [];
  for (const text of QUERIES) {
    for (const match of ['all', 'any'] as const) {
      answers.push((await search.search(index, { text, match, limit: 200 })).hits);
    }
  }
  return answers;
}
