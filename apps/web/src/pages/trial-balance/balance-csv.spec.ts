import { describe, expect, it } from '@jest/globals';
import { balanceCsv } from './balance-csv.ts';
import type { Balance } from './every-line.ts';

const of = (amount: string) => ({ amount, asset: 'GBPT/2' });

describe('balanceCsv', () => {
  it('writes every line with minor units and decimal numbers', () => {
    const line = { line: 'platform:fees', kind: 'income', natural_side: 'credit', accounts: '1' } as const;
    const lines = [{ ...line, debits: of('5'), credits: of('123456'), balance: of('123451') }];
    const balance: Balance = { seq: '7', assets: [{ asset: 'GBPT/2', debits: of('5'), credits: of('5'), lines }] };
    expect(balanceCsv(balance).split('\r\n')).toEqual([
      'asset,kind,line,accounts,debits_minor,debits,credits_minor,credits,balance_minor,balance',
      'GBPT/2,income,platform:fees,1,5,0.05,123456,1234.56,123451,1234.51',
      '',
    ]);
  });

  it('writes the heading alone where nothing is booked', () => {
    expect(balanceCsv({ seq: '0', assets: [] }).split('\r\n')).toHaveLength(2);
  });
});
