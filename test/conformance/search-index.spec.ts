import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fillIfNew, type SearchHit } from '#platform/search-index';
import { aMemorySearchIndex, anElasticSearchIndex } from '#platform/search-index/testing';
import { serviceUrl } from '../support/services.ts';
import { anIndex, answersOf, describeSearchIndex, put, QUERIES, type SearchIndexUnderTest } from './search-index.ts';

describeSearchIndex('memory', inMemory);

const url = serviceUrl('elasticsearch');
if (url !== undefined) {
  describeSearchIndex('Elasticsearch', () => onElasticsearch(url));

  describe('SearchIndex on Elasticsearch and in memory', () => {
    it('finds the same documents in the same order, with the same scores', async () => {
      const [memory, elastic] = [await inMemory(), await onElasticsearch(url)];
      const [expected, found] = [await answersOf(memory.search), await answersOf(elastic.search)];
      expect(expected.filter((hits) => hits.length > 0).length).toBeGreaterThan(QUERIES.length);
      expect(found.map(ids)).toEqual(expected.map(ids));
      const ratios = found.flatMap((hits, at) =>
        hits.map(({ score }, rank) => score / (expected[at]?.[rank]?.score ?? 0)),
      );
      expect(Math.max(...ratios.map((ratio) => Math.abs(ratio - 1)))).toBeLessThan(1e-5);
      await elastic.close();
    });
  });
}

describe('SearchIndex on an Elasticsearch that is away', () => {
  it('says so at the start (search_index.unavailable)', async () => {
    await expect(anElasticSearchIndex({ url: 'http://127.0.0.1:9' })).rejects.toMatchObject({
      code: 'search_index.unavailable',
      kind: 'unavailable',
    });
  });

  it('says so when it is too busy, or goes away, and is not ready then', async () => {
    let status = 200;
    const server = createServer((_request, response) => {
      const headers = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' };
      response.writeHead(status, headers).end(status === 200 ? '{"status":"green"}' : '{"error":{"type":"busy"}}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const search = await anElasticSearchIndex({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    status = 503;
    const away = { code: 'search_index.unavailable', kind: 'unavailable' };
    await expect(search.search(anIndex(), { text: 'lamp', limit: 10 })).rejects.toMatchObject(away);
    await expect(search.isReady()).resolves.toBe(false);
    server.closeAllConnections();
    server.close();
    await expect(search.write(anIndex(), [put('a', {})])).rejects.toMatchObject(away);
    await expect(search.isReady()).resolves.toBe(false);
    await search.close();
  });
});

describe('SearchIndex in memory alone', () => {
  it('holds so many documents and no more (search_index.full), and counts those that were removed no longer', async () => {
    const search = aMemorySearchIndex(2);
    const index = anIndex();
    await search.open(index);
    await search.write(index, [put('a', {}), put('b', {})]);
    await expect(search.write(index, [put('b', {}, 2), put('c', {})])).rejects.toMatchObject({
      code: 'search_index.full',
    });
    await search.write(index, [{ kind: 'remove', id: 'a', version: 2 }, put('b', {}, 2)]);
    await expect(search.write(index, [put('c', {})])).resolves.toEqual({ applied: 1, stale: 0 });
  });

  it('is filled with what fits', async () => {
    const search = aMemorySearchIndex(3);
    const index = anIndex();
    const pages = async function* () {
      for (let at = 0; at < 5; at += 1) yield [put(String(at), {})];
    };
    await expect(fillIfNew(search, { index, pages })).resolves.toBe(3);
    await expect(search.search(index, { limit: 10 })).resolves.toMatchObject({ hits: [{}, {}, {}] });
  });

  it('ranks after many changes as if only what is left had ever been there', async () => {
    const [changed, fresh] = [aMemorySearchIndex(), aMemorySearchIndex()];
    const index = anIndex();
    for (const search of [changed, fresh]) await search.open(index);
    const title = (at: number): string => `lamp ${'oak '.repeat(at % 5)}${at % 3 === 0 ? 'desk' : 'shelf'}`;
    for (let round = 1; round <= 8; round += 1) {
      const all = Array.from({ length: 500 }, (_, at) => put(String(at), { title: title(at + round) }, round));
      await changed.write(index, all);
    }
    await fresh.write(
      index,
      Array.from({ length: 500 }, (_, at) => put(String(at), { title: title(at + 8) })),
    );
    for (const text of ['oak', 'desk lamp', 'she']) {
      const query = { text, limit: 200 };
      await expect(changed.search(index, query)).resolves.toEqual(await fresh.search(index, query));
    }
  });
});

function ids(hits: readonly SearchHit[]): string[] {
  return hits.map(({ id }) => id);
}

async function inMemory(): Promise<SearchIndexUnderTest> {
  let search = aMemorySearchIndex();
  return {
    get search() {
      return search;
    },
    lose: async () => search.close(),
    close: async () => void (search = aMemorySearchIndex()),
  };
}

async function onElasticsearch(at: string): Promise<SearchIndexUnderTest> {
  const prefix = `test-${randomUUID().slice(0, 8)}`;
  const search = await anElasticSearchIndex({ url: at, prefix });
  const remove = async (pattern: string): Promise<void> => {
    const listed = (await (await fetch(`${at}/_cat/indices/${pattern}?format=json`)).json()) as { index: string }[];
    for (const { index } of listed) await fetch(`${at}/${index}`, { method: 'DELETE' });
  };
  return {
    search,
    lose: ({ name }) => remove(`${prefix}-${name.replaceAll(/[._]/g, '-')}-*`),
    close: async () => {
      await remove(`${prefix}-*`);
      await search.close();
    },
  };
}
