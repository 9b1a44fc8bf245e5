import { describe, expect, it } from '@jest/globals';
import { gasText } from './gas-text.ts';

describe('gas in words', () => {
  it('rounds up, so that an estimate is never nothing', () => {
    expect(gasText({ units: '80356', price_wei: '1054944298', fee_wei: '84771104010088' })).toEqual({
      fee: '0.000085 ETH',
      detail: '80,356 units at 1.06 gwei',
    });
    expect(gasText({ units: '1', price_wei: '1', fee_wei: '1' })).toEqual({
      fee: '0.000001 ETH',
      detail: '1 units at 0.01 gwei',
    });
    expect(gasText({ units: '1', price_wei: '0', fee_wei: '12000000000000000000000' }).fee).toBe('12,000.000000 ETH');
  });
});
