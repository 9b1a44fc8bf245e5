import fc from 'fast-check';
import { type EpochMs, type Minor, parseInstant } from '#kernel';
import { fund, fundOldestFirst, maturedAt, maturesAt } from './conversion-state.ts';

const charge = (purse: string, amount: bigint) => ({ purse, charge: amount as Minor });

describe('maturing', () => {
  it('waits whole days of 24 hours, over a clock change too', () => {
    expect(maturesAt(parseInstant('2024-03-30T12:00:00+00:00'), 2)).toBe(parseInstant('2024-04-01T12:00:00Z'));
    expect(maturesAt(parseInstant('2024-03-30T12:00:00Z'), 0)).toBe(parseInstant('2024-03-30T12:00:00Z'));
  });

  it('happens at its date, or when the money came if that was later', () => {
    const [early, late] = [1_000 as EpochMs, 2_000 as EpochMs];
    expect(maturedAt({ maturesAt: late, fundedAt: early })).toBe(late);
    expect(maturedAt({ maturesAt: early, fundedAt: late })).toBe(late);
  });
});

describe('fund', () => {
  it('covers each charge whole or not at all, in the order given', () => {
    const purses = new Map([
      ['a', 100n],
      ['b', 10n],
    ]);
    const charges = [
      charge('a', 60n),
      charge('a', 50n),
      charge('b', 11n),
      charge('a', 40n),
      charge('b', 10n),
      charge('c', 1n),
    ];
    expect(fund(purses, charges)).toEqual([true, false, false, true, true, false]);
    expect(purses.get('a')).toBe(100n);
  });

  it('never spends more than a purse has', () => {
    const charges = fc.array(fc.bigInt({ min: 1n, max: 100n }), { maxLength: 50 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1_000n }), charges, (available, amounts) => {
        const covered = fund(
          new Map([['a', available]]),
          amounts.map((amount) => charge('a', amount)),
        );
        const spent = amounts.reduce((sum, amount, at) => sum + (covered[at] === true ? amount : 0n), 0n);
        expect(spent <= available).toBe(true);
      }),
    );
  });
});

describe('fundOldestFirst', () => {
  it.each([
    { available: 100n, charges: [60n, 40n, 1n], covered: 2 },
    { available: 100n, charges: [101n, 1n], covered: 0 },
    { available: 100n, charges: [], covered: 0 },
    { available: 100n, charges: [100n], covered: 1 },
    { available: 0n, charges: [0n, 1n], covered: 1 },
  ])('covers $covered of $charges with $available: a younger one never passes', ({ available, charges, covered }) => {
    expect(fundOldestFirst(available, charges as Minor[])).toBe(covered);
  });
});
