import { describe, expect, it } from '@jest/globals';
import { fundsOf, owedByAccount } from './solvency.ts';

const BALANCES = [
  { path: 'custody:bank:a', asset: 'GBPT/2', solvency: 'held', balance: 500n },
  { path: 'custody:bank:b', asset: 'GBPT/2', solvency: 'held', balance: 20n },
  { path: 'org:a:prepaid', asset: 'GBPT/2', solvency: 'owed', balance: 300n },
  { path: 'payee:p:settling:bank', asset: 'GBPT/2', solvency: 'owed', balance: 90n },
  { path: 'payee:p:paid:bank', asset: 'GBPT/2', solvency: 'owed_less', balance: 40n },
  { path: 'payee:q:settling:bank', asset: 'GBPT/2', solvency: 'owed', balance: 10n },
  { path: 'platform:fees', asset: 'GBPT/2', solvency: null, balance: 7n },
  { path: 'org:a:prepaid', asset: 'EURT/2', solvency: 'owed', balance: 1n },
] as const;

describe('funds of an asset', () => {
  it('are what custody holds, and what is owed less what was paid already; each asset by itself', () => {
    expect(fundsOf(BALANCES)).toEqual([
      { asset: 'GBPT/2', held: 520n, owed: 360n },
      { asset: 'EURT/2', held: 0n, owed: 1n },
    ]);
  });

  it('are none without accounts', () => {
    expect(fundsOf([])).toEqual([]);
  });
});

describe('what is owed by each account', () => {
  const inPounds = BALANCES.filter(({ asset }) => asset === 'GBPT/2');
  const owed = owedByAccount(inPounds);

  it('is the balance of an owed line, a settling one less what was paid from it, and nothing of any other', () => {
    expect(Object.fromEntries(owed)).toEqual({
      'custody:bank:a': 0n,
      'custody:bank:b': 0n,
      'org:a:prepaid': 300n,
      'payee:p:settling:bank': 50n,
      'payee:p:paid:bank': 0n,
      'payee:q:settling:bank': 10n,
      'platform:fees': 0n,
    });
  });

  it('adds up to what the asset owes', () => {
    expect([...owed.values()].reduce((sum, of) => sum + of, 0n)).toBe(fundsOf(inPounds)[0]?.owed);
  });
});
