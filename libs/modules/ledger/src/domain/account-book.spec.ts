import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Asset, asset } from '#kernel';
import { anAccountAt } from '../testing/some-decisions.ts';
import { AccountBook } from './account-book.ts';
import { type Account, accountKey } from './account.ts';

const [GBPT, EURT, USDT] = ['GBPT/2', 'EURT/2', 'USDT/2'].map((of) => asset(of)) as [Asset, Asset, Asset];
const ASSETS = [GBPT, EURT, USDT];
const PATHS = ['suspense', 'platform:fees', 'org:a:prepaid'];
const anAccount = (path: string, of: Asset, debits = 0n): Account => anAccountAt(path, { asset: of, debits });

describe('an account book', () => {
  it('has each account by its asset and path, and the newest of it', () => {
    const book = AccountBook.of([anAccount('suspense', GBPT, 1n), anAccount('suspense', EURT, 2n)]);
    const later = anAccount('suspense', GBPT, 3n);
    book.put(later);
    expect(book.size).toBe(2);
    expect(book.in(GBPT).get(later.path)?.debits).toBe(3n);
    expect(book.in(EURT).get(later.path)?.debits).toBe(2n);
  });

  it('has no accounts in an asset that it does not know, nor before the first', () => {
    const book = AccountBook.of([]);
    expect([book.size, [...book], book.in(GBPT).size]).toEqual([0, [], 0]);
    book.put(anAccount('suspense', GBPT));
    expect(book.in(EURT).size).toBe(0);
  });

  it('is, after any puts, a map by asset and path', () => {
    const put = fc.record({ path: fc.constantFrom(...PATHS), of: fc.constantFrom(...ASSETS), debits: fc.bigInt() });
    fc.assert(
      fc.property(fc.array(put, { maxLength: 20 }), (puts) => {
        const accounts = puts.map(({ path, of, debits }) => anAccount(path, of, debits));
        const expected = new Map(accounts.map((account) => [accountKey(account.path, account.asset), account]));
        const book = AccountBook.of(accounts);
        expect(book.size).toBe(expected.size);
        expect(new Map([...book].map((account) => [accountKey(account.path, account.asset), account]))).toEqual(
          expected,
        );
        expect([...book]).toHaveLength(expected.size);
        for (const of of ASSETS) {
          const inAsset = [...expected.values()].filter((account) => account.asset === of);
          expect(new Set(book.in(of).values())).toEqual(new Set(inAsset));
        }
      }),
    );
  });
});
