import { describe, expect, it } from '@jest/globals';
import { asset } from '#kernel';
import { assetsElsewhere, bookListProblem, routeOf } from './book-route.ts';

const [EUR, USD, GBP] = [asset('EUR/2'), asset('USD/2'), asset('GBP/2')];
const books = [
  { name: 'euro', assets: [EUR] },
  { name: 'americas', assets: [USD] },
  { name: 'island', assets: [EUR, GBP], region: 'uk' },
];

describe('routeOf', () => {
  it('gives an asset to its book, and everything else to the main one', () => {
    expect([EUR, USD, GBP].map((of) => routeOf(books, of))).toEqual(['euro', 'americas', 'main']);
  });

  it('gives a region to the book of that region only', () => {
    expect(routeOf(books, EUR, 'uk')).toBe('island');
    expect(routeOf(books, GBP, 'uk')).toBe('island');
    expect(routeOf(books, USD, 'uk')).toBeUndefined();
    expect(routeOf(books, EUR, 'ukk')).toBeUndefined();
  });

  it('keeps out of the main book what a book without a region takes', () => {
    expect(assetsElsewhere(books)).toEqual([EUR, USD]);
  });

  it('names what is ambiguous', () => {
    expect(bookListProblem(books)).toBeUndefined();
    expect(bookListProblem([...books, { name: 'euro', assets: [GBP] }])).toBe('two books are named euro');
    expect(bookListProblem([{ name: 'main', assets: [GBP] }])).toBe('two books are named main');
    expect(bookListProblem([...books, { name: 'more', assets: [GBP, USD] }])).toBe('two books take USD/2');
    expect(bookListProblem([...books, { name: 'more', assets: [GBP], region: 'uk' }])).toBe(
      'two books take GBP/2 of uk',
    );
  });
});
