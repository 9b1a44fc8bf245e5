import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, type EpochMs } from '#kernel';
import { betaCdf, betaQuantile } from './beta.ts';
import { type Evidence, scoreOf } from './score.ts';
import { nextLevel, ratesOf, type TrustLevel } from './trust.ts';

const NOW = Date.UTC(2026, 0, 1) as EpochMs;
const evidence = (values: Partial<Evidence> = {}): Evidence => ({
  isGood: true,
  weight: 1,
  halfLifeDays: 90,
  counterpartyId: undefined,
  cause: 'test',
  at: NOW,
  ...values,
});

describe('the beta distribution', () => {
  it.each([
    // Closed forms: Beta(1, 1) is uniform, Beta(n, 1) has the distribution x^n, Beta(1, n) has 1 − (1 − x)^n.
    [0.3, 1, 1, 0.3],
    [0.9, 5, 1, 0.9 ** 5],
    [0.2, 1, 7, 1 - 0.8 ** 7],
    [0.5, 40, 40, 0.5],
    [0.25, 2, 2, 3 * 0.25 ** 2 - 2 * 0.25 ** 3],
  ])('at %p of Beta(%p, %p) is %p', (x, a, b, expected) => {
    expect(betaCdf(x, a, b)).toBeCloseTo(expected, 10);
  });
  it('has quantiles that are the inverse of it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.5, max: 500, noNaN: true }),
        fc.double({ min: 0.5, max: 500, noNaN: true }),
        (tail, a, b) => {
          const x = betaQuantile(tail, a, b);
          expect(betaCdf(x, a, b)).toBeCloseTo(tail, 5);
        },
      ),
    );
  });
});

describe('a score', () => {
  it('is low without evidence and rises with good evidence, never to 1', () => {
    const of = (count: number): number =>
      scoreOf(
        Array.from({ length: count }, () => evidence()),
        NOW,
      ).lowerBound;
    expect(of(0)).toBeCloseTo(0.05, 6);
    expect([of(1) < of(5), of(5) < of(50), of(50) < 1]).toEqual([true, true, true]);
  });
  it('forgets: what counted one counts a half after its half-life', () => {
    const { good } = scoreOf([evidence({ at: (NOW - 90 * DAY_MS) as EpochMs })], NOW);
    expect(good).toBeCloseTo(0.5, 12);
  });
  it('takes no more than three from one counterparty on either side', () => {
    const likes = Array.from({ length: 100 }, () => evidence({ counterpartyId: 'friend' }));
    const score = scoreOf([...likes, evidence({ counterpartyId: 'friend', isGood: false })], NOW);
    expect([score.good, score.bad]).toEqual([3, 1]);
  });
  it('is explained by its terms', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            isGood: fc.boolean(),
            weight: fc.double({ min: 0.01, max: 10, noNaN: true }),
            counterpartyId: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
            ageDays: fc.integer({ min: 0, max: 1_000 }),
          }),
        ),
        (items) => {
          const score = scoreOf(
            items.map(({ ageDays, ...item }) => evidence({ ...item, at: (NOW - ageDays * DAY_MS) as EpochMs })),
            NOW,
          );
          const sum = (isGood: boolean): number =>
            score.terms.filter((term) => term.isGood === isGood).reduce((total, { counts }) => total + counts, 0);
          expect(sum(true)).toBeCloseTo(score.good, 9);
          expect(sum(false)).toBeCloseTo(score.bad, 9);
        },
      ),
    );
  });
});

describe('trust levels', () => {
  it('rise one step at a time and fall at once', () => {
    expect([nextLevel(0, 0.95), nextLevel(1, 0.95), nextLevel(3, 0.95), nextLevel(4, 0.95)]).toEqual([1, 2, 4, 4]);
    expect([nextLevel(4, 0.7), nextLevel(4, 0.1)]).toEqual([3, 0]);
  });
  it('do not swing between two levels when the score stands still', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 4 }), (score, start) => {
        let level = start as TrustLevel;
        for (let round = 0; round < 6; round += 1) level = nextLevel(level, score);
        expect(nextLevel(level, score)).toBe(level);
      }),
    );
  });
  it('allow more, the higher they are', () => {
    const posts = ([0, 1, 2, 3, 4] as const).map((level) => ratesOf(level).postsADay);
    expect(posts).toEqual(posts.toSorted((a, b) => a - b));
  });
});
