import { describe, expect, it } from '@jest/globals';
import { accountInWords, grouped, percentOf, reasonInWords } from './words.ts';

describe('words', () => {
  it('says rates without zeros that say nothing', () => {
    expect([700, 750, 1_234, 0, 10_000].map(percentOf)).toEqual(['7 %', '7.5 %', '12.34 %', '0 %', '100 %']);
  });

  it('puts thousands apart', () => {
    expect(['0', '999', '1000', '26150', '1234567'].map(grouped)).toEqual(['0', '999', '1,000', '26,150', '1,234,567']);
  });

  it('names an account by its line of the chart, whoever owns it', () => {
    const id = '016f5e66-e800-73c5-95c7-c601c9de91b4';
    expect(accountInWords(`payee:${id}:pending`)).toBe('Influencers, pending');
    expect(accountInWords(`payee:${id}:settling:31337-cf7e`)).toBe('Influencers, settling');
    expect(accountInWords('custody:chain:31337:cf7e')).toBe('Held in the payout vault');
    expect(accountInWords('suspense')).toBe('Not yet explained');
  });

  it('shows what it has no words for as it is', () => {
    expect(accountInWords('tax:fi:withheld')).toBe('tax:fi:withheld');
    expect(reasonInWords('ad_charge')).toBe('ad charge');
    expect(reasonInWords(null)).toBe('No reason given');
  });
});
