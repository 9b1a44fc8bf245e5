import { describe, expect, it } from '@jest/globals';
import { type Balance, withEveryLine } from './every-line.ts';

const money = (amount: string) => ({ amount, asset: 'GBPT/2' });
const line = (name: string, amount: string): Balance['assets'][number]['lines'][number] => ({
  line: name,
  kind: 'liability',
  natural_side: 'credit',
  accounts: '1',
  balance: money(amount),
  debits: money('0'),
  credits: money(amount),
});
const book = (...lines: ReturnType<typeof line>[]): Balance => ({
  seq: '9',
  assets: [{ asset: 'GBPT/2', debits: money('5'), credits: money('5'), lines }],
});

describe('the lines of a past moment', () => {
  it('are those of today, in their order, with zeros where there was nothing', () => {
    const [found] = withEveryLine(book(line('b', '5')), book(line('a', '7'), line('b', '8')));
    expect(found?.lines.map(({ line: name, balance, accounts }) => [name, balance.amount, accounts])).toEqual([
      ['a', '0', '0'],
      ['b', '5', '1'],
    ]);
    expect([found?.debits.amount, found?.credits.amount]).toEqual(['5', '5']);
  });

  it('are all zeros before the first entry, and lose nothing that today does not name', () => {
    const [empty] = withEveryLine({ seq: '9', assets: [] }, book(line('a', '7')));
    expect([empty?.debits.amount, empty?.lines.map(({ balance }) => balance.amount)]).toEqual(['0', ['0']]);
    expect(withEveryLine(book(line('a', '7')), { seq: '9', assets: [] })).toHaveLength(1);
  });
});
