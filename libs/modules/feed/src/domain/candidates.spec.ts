import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Candidates, nthHighest } from './candidates.ts';

describe('nthHighest', () => {
  it('is the one that sorting puts there, also among equal ones', () => {
    const some = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true })), { minLength: 1 });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 120 }), (values, n) => {
        const sorted = Float64Array.from(values).sort();
        expect(nthHighest(Float64Array.from(values), n)).toBe(sorted[Math.max(0, values.length - n)]);
      }),
    );
  });
});

describe('candidates', () => {
  it('answers the best, highest first, of two that are equal the later place', () => {
    const places = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: -3, max: 3 })), { maxLength: 60 });
    fc.assert(
      fc.property(places, fc.integer({ min: 1, max: 20 }), (added, most) => {
        const candidates = new Candidates();
        candidates.begin(31);
        const sums = new Map<number, number>();
        for (const [place, value] of added) {
          candidates.add(place, value);
          sums.set(place, (sums.get(place) ?? 0) + value);
        }
        const expected = [...sums].toSorted((a, b) => b[1] - a[1] || b[0] - a[0]).slice(0, most);
        expect(candidates.best([...sums.keys()], most)).toEqual(expected);
      }),
    );
  });
});
