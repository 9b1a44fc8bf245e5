import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EpochMs, type Id, asset, derivedId, minor } from '#kernel';
import { accountPath } from './account-path.ts';
import { type Conversion, conversionEntries, converted } from './conversion.ts';

const CONVERSION: Conversion = {
  id: '018f6a2e-7c00-7000-8000-000000000001' as Id<'Conversion'>,
  from: { account: accountPath('org:a:prepaid'), asset: asset('GBPT/2') },
  to: { account: accountPath('org:b:prepaid'), asset: asset('EURT/2') },
  amount: minor(1_000n),
  quote: { numerator: 7n, denominator: 6n, source: 'ecb', quotedAt: 1_700_000_000_000 as EpochMs },
  effectiveAt: 1_700_000_000_001 as EpochMs,
};

describe('a conversion', () => {
  it('gives the whole units of the quote; with the rest they are exactly what the quote says', () => {
    const whole = fc.bigInt({ min: 1n, max: 1n << 30n });
    fc.assert(
      fc.property(whole, whole, whole, (of, numerator, denominator) => {
        const { amount, rest } = converted(minor(of), { ...CONVERSION.quote, numerator, denominator });
        expect(amount * denominator + rest).toBe(of * numerator);
        expect(rest < denominator).toBe(true);
      }),
    );
  });

  it('is one entry in each asset, through the liquidity of each, with the quote and what was rounded off', () => {
    const metadata = {
      reason: 'conversion',
      conversion: CONVERSION.id,
      from: { amount: '1000', asset: 'GBPT/2' },
      to: { amount: '1166', asset: 'EURT/2' },
      quote: { numerator: '7', denominator: '6', source: 'ecb', quoted_at: '1700000000000' },
      rounded_off: { numerator: '4', denominator: '6' },
    };
    const entries = conversionEntries(CONVERSION);
    expect(entries.map((entry) => ({ ...entry, id: '' }))).toEqual([
      {
        id: '',
        asset: 'GBPT/2',
        effectiveAt: CONVERSION.effectiveAt,
        transfers: [{ debit: 'org:a:prepaid', credit: 'fx:gbpt:liquidity', amount: 1_000n }],
        metadata,
      },
      {
        id: '',
        asset: 'EURT/2',
        effectiveAt: CONVERSION.effectiveAt,
        transfers: [{ debit: 'fx:eurt:liquidity', credit: 'org:b:prepaid', amount: 1_166n }],
        metadata,
      },
    ]);
  });

  it('has the same two ids every time it is made, and others for another conversion', () => {
    const idsOf = (of: Conversion): string[] => conversionEntries(of).map(({ id }) => id);
    const other = { ...CONVERSION, id: '018f6a2e-7c00-7000-8000-000000000002' as Id<'Conversion'> };
    const sides = ['from', 'to'].map((side) => derivedId(CONVERSION.effectiveAt, 'conversion', CONVERSION.id, side));
    expect(idsOf(CONVERSION)).toEqual(sides);
    expect(new Set([...idsOf(CONVERSION), ...idsOf(other)]).size).toBe(4);
  });
});
