import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstFees, raisedFees } from './fees.ts';

const wei = fc.bigInt({ min: 0n, max: 10n ** 13n });
const fees = fc.tuple(wei, wei).map(([a, b]) => ({ maxFee: a > b ? a : b, maxPriorityFee: a > b ? b : a }));

describe('fees of a transaction', () => {
  it('start at what the market asks, within the cap', () => {
    expect(firstFees({ maxFee: 30n, maxPriorityFee: 2n }, 100n)).toEqual({ maxFee: 30n, maxPriorityFee: 2n });
    expect(firstFees({ maxFee: 300n, maxPriorityFee: 200n }, 100n)).toEqual({ maxFee: 100n, maxPriorityFee: 100n });
  });

  it('rise by at least 12.5 % in both fields, never past the cap, and keep the tip within the fee', () => {
    fc.assert(
      fc.property(fees, fees, wei, (old, market, cap) => {
        const raised = raisedFees(old, market, cap);
        if (raised === null) return expect(8n * cap).toBeLessThan(9n * old.maxFee + 8n);
        expect(8n * raised.maxFee).toBeGreaterThanOrEqual(9n * old.maxFee);
        expect(8n * raised.maxPriorityFee).toBeGreaterThanOrEqual(9n * old.maxPriorityFee);
        expect(raised.maxFee).toBeGreaterThan(old.maxFee);
        expect(raised.maxPriorityFee).toBeGreaterThan(old.maxPriorityFee);
        expect(raised.maxFee).toBeLessThanOrEqual(cap);
        return expect(raised.maxPriorityFee).toBeLessThanOrEqual(raised.maxFee);
      }),
    );
  });

  it('follow the market when it has risen more', () => {
    const raised = raisedFees({ maxFee: 10n, maxPriorityFee: 1n }, { maxFee: 50n, maxPriorityFee: 5n }, 100n);
    expect(raised).toEqual({ maxFee: 50n, maxPriorityFee: 5n });
  });

  it('are nothing when even the least raise passes the cap', () => {
    expect(raisedFees({ maxFee: 95n, maxPriorityFee: 5n }, { maxFee: 1n, maxPriorityFee: 1n }, 100n)).toBeNull();
  });
});
