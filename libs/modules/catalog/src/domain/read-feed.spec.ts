import { describe, expect, it } from '@jest/globals';
import { parseFeedCsv } from '../adapters/parse-feed-csv.ts';
import { readFeed } from './read-feed.ts';

describe('product feeds', () => {
  it('take each row by itself: the last of a sku counts, a wrong one is refused with its field', () => {
    const rows = [
      { sku: 'A', name: 'Lamp', category: 'home/lighting' },
      { sku: 'B', name: '', category: 'home' },
      { sku: 'C', name: 'Cup', category: 'No Path' },
      { sku: 7, name: 'x', category: 'home' },
      { sku: 'A', name: ' Big lamp ', category: 'home/lighting' },
    ];
    const { drafts, results } = readFeed(rows);
    expect(drafts).toEqual([{ sku: 'A', name: 'Big lamp', category: 'home/lighting' }]);
    expect(results).toMatchObject([
      { row: 1, sku: 'A', outcome: 'superseded' },
      { row: 2, sku: 'B', outcome: 'refused', field: 'name' },
      { row: 3, sku: 'C', outcome: 'refused', field: 'category' },
      { row: 4, sku: undefined, outcome: 'refused', field: 'sku' },
      { row: 5, sku: 'A', outcome: 'accepted' },
    ]);
  });

  it('read CSV with quotes, other columns and a byte order mark', () => {
    const text = '\uFEFFName,SKU,price,Category\r\n"Lamp, ""big""",A,9.99,home/lighting\r\n\r\nVase,B,,home\r\n';
    expect(readFeed(parseFeedCsv(text, 10)).drafts).toEqual([
      { sku: 'A', name: 'Lamp, "big"', category: 'home/lighting' },
      { sku: 'B', name: 'Vase', category: 'home' },
    ]);
  });

  it.each([
    ['sku,name\nA,Lamp\n'],
    ['sku,sku,name,category\nA,A,Lamp,home\n'],
    ['sku,name,category\n"A,Lamp,home\n'],
    ['sku,name,category\nA,Lamp\n'],
  ])('are refused whole when they are no feed: %j', (text) => {
    expect(() => parseFeedCsv(text, 10)).toThrow(expect.objectContaining({ code: 'catalog.feed_not_readable' }));
  });
});
