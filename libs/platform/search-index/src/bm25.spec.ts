import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { roundLength, scoreOfWord, weightOfWord } from './bm25.ts';

describe('BM25', () => {
  it('agrees with the formula in double precision', () => {
    const [documents, having, times, length, average] = [1_000, 30, 3, 12, 9.5];
    const idf = Math.log(1 + (documents - having + 0.5) / (having + 0.5));
    const expected = (2 * 2.2 * idf * times) / (times + 1.2 * (0.25 + (0.75 * length) / average));
    expect(scoreOfWord(weightOfWord(2, having, documents), times, length, average)).toBeCloseTo(expected, 4);
  });

  it('gives more for a rarer word, for more of it, and for a shorter field', () => {
    const weight = (having: number): number => weightOfWord(1, having, 100);
    expect(weight(1)).toBeGreaterThan(weight(50));
    expect(weight(100)).toBeGreaterThan(0);
    const score = (times: number, length: number): number => scoreOfWord(weight(5), times, length, 10);
    expect(score(2, 10)).toBeGreaterThan(score(1, 10));
    expect(score(1, 5)).toBeGreaterThan(score(1, 50));
  });

  it('rounds lengths down to eight bits: exact while short, within an eighth when long, never out of order', () => {
    expect([0, 1, 39, 40, 41, 42, 100].map(roundLength)).toEqual([0, 1, 39, 40, 40, 42, 96]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (length) => {
        const rounded = roundLength(length);
        expect(rounded <= length && rounded >= length * (7 / 8) && roundLength(length + 1) >= rounded).toBe(true);
        expect(roundLength(rounded)).toBe(rounded);
      }),
    );
  });
});
