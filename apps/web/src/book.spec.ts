import { describe, expect, it } from '@jest/globals';
import { bookIn, inFileName } from './book.ts';

const of = (search: string): ReturnType<typeof bookIn> => bookIn(new URLSearchParams(search));

describe('the book of an address', () => {
  it('is the one that it names', () => {
    expect(of('?from=2026-11-01&book=euro')).toEqual({ book: 'euro' });
  });

  it('is the main one, which no request needs to name, for any other', () => {
    expect([of(''), of('?book='), of('?book=main')]).toEqual([{}, {}, {}]);
  });

  it('is never guessed: a name that no book has goes to the API as it is', () => {
    expect(of('?book=Mars')).toEqual({ book: 'Mars' });
  });
});

it('stands in the name of a file, the main one by nothing', () => {
  expect(['statement', 'statement'].map((name, at) => name + inFileName(at === 0 ? {} : { book: 'euro' }))).toEqual([
    'statement',
    'statement-euro',
  ]);
});
