import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { moneyText, plainDecimal, sumOf } from './money-text.ts';

describe('moneyText', () => {
  it.each([
    ['0', 'GBPT/2', '0.00 GBPT'],
    ['5', 'GBPT/2', '0.05 GBPT'],
    ['-1240', 'GBP/2', '−12.40 GBP'],
    ['123456789', 'GBP/2', '1,234,567.89 GBP'],
    ['1000', 'JPY/0', '1,000 JPY'],
    ['1', 'ETH/8', '0.00000001 ETH'],
    ['9007199254740993', 'GBP/2', '90,071,992,547,409.93 GBP'],
  ])('writes %s of %s as %s', (amount, asset, text) => {
    expect(moneyText({ amount, asset })).toBe(text);
  });

  it('loses no unit of any amount', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.nat({ max: 8 }), (amount, places) => {
        const text = moneyText({ amount: String(amount), asset: `X/${places}` });
        expect(BigInt(text.replace('−', '-').replace(/[,. X]/g, ''))).toBe(amount);
      }),
    );
  });
});

describe('plainDecimal', () => {
  it('writes for a machine: a plain minus, no thousands, no currency', () => {
    const written = ['-123456789', '0', '1000'].map((amount) => plainDecimal({ amount, asset: 'GBP/2' }));
    expect(written).toEqual(['-1234567.89', '0.00', '10.00']);
  });
});

describe('sumOf', () => {
  it('adds amounts that no double holds', () => {
    const asset = 'GBP/2';
    const big = { amount: '9007199254740993', asset };
    expect(sumOf([big, { amount: '-1', asset }], asset)).toEqual({ amount: '9007199254740992', asset });
  });
});
