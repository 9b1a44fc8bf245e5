import { describe, expect, it } from '@jest/globals';
import { bidNanosOf, bidText, campaignOf, EMPTY_FORM, faultsOfForm } from './campaign-form.ts';

describe('the form of a campaign', () => {
  const form = { ...EMPTY_FORM, name: ' Lamps ', placements: 'feed, Front-Page,' };

  it('bids nanos of one impression for a price of a thousand, and of one click for the price of a click', () => {
    expect(bidNanosOf({ model: 'cpm', bid: '5.00' })).toBe(5_000_000n);
    expect(bidNanosOf({ model: 'cpc', bid: '0.05' })).toBe(50_000_000n);
    expect([bidText('cpm', '5000000'), bidText('cpc', '50000000')]).toEqual(['5.00', '0.05']);
    expect(bidNanosOf({ model: 'cpm', bid: '0' })).toBeUndefined();
  });

  it('asks only for what was chosen, money in minor units', () => {
    expect(campaignOf({ ...form, capImpressions: '3', endsOn: '2027-01-01' }, 'GBPT/2')).toEqual({
      name: 'Lamps',
      asset: 'GBPT/2',
      model: 'cpm',
      bid_nanos: '5000000',
      budget: { amount: '5000', asset: 'GBPT/2' },
      targeting: { include: { placement: ['feed', 'Front-Page'] }, exclude: {} },
      cap: { impressions: 3, hours: 24 },
      ends_at: '2027-01-01T00:00:00.000Z',
    });
  });

  it('says what is wrong by field before anything is sent', () => {
    expect(faultsOfForm(form, 'GBPT/2')).toEqual({});
    const bad = {
      ...form,
      name: '',
      bid: 'x',
      budget: '1.234',
      capImpressions: '0',
      startsOn: '2027-02-01',
      endsOn: '2027-01-01',
    };
    expect(Object.keys(faultsOfForm(bad, 'GBPT/2'))).toEqual(['name', 'bid', 'budget', 'capImpressions', 'endsOn']);
  });
});
