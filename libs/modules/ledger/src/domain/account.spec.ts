import { describe, expect, it } from '@jest/globals';
import { type Account, type Side, accountKey, balanceOf, roomOf } from './account.ts';
import { anAccountAt } from '../testing/some-decisions.ts';

function anAccount(naturalSide: Side, more: Partial<Account> = {}): Account {
  return anAccountAt('org:a:prepaid', { naturalSide, ...more });
}

describe('a balance', () => {
  it('grows on the natural side, and is below zero on the other', () => {
    expect(balanceOf({ naturalSide: 'credit', debits: 30n, credits: 100n })).toBe(70n);
    expect(balanceOf({ naturalSide: 'debit', debits: 30n, credits: 100n })).toBe(-70n);
  });
});

describe('the room that an account leaves', () => {
  it('is what its balance can still go down, with what open holds will take on that side', () => {
    const credit = anAccount('credit', { credits: 100n, debits: 30n, pendingDebits: 20n, pendingCredits: 7n });
    expect(roomOf(credit, 'debit')).toBe(50n);
    const debit = anAccount('debit', { debits: 100n, credits: 30n, pendingDebits: 20n, pendingCredits: 7n });
    expect(roomOf(debit, 'credit')).toBe(63n);
  });

  it('ends at the limit of the account, wherever that is', () => {
    expect(roomOf(anAccount('credit', { credits: 100n, minBalance: 40n }), 'debit')).toBe(60n);
    expect(roomOf(anAccount('credit', { credits: 100n, minBalance: -40n }), 'debit')).toBe(140n);
  });

  it('is nothing below the limit, never less', () => {
    expect(roomOf(anAccount('credit', { credits: 10n, pendingDebits: 30n }), 'debit')).toBe(0n);
    expect(roomOf(anAccount('credit', { credits: 10n, pendingDebits: 10n }), 'debit')).toBe(0n);
  });

  it('has no end on the side that makes the account grow, nor without a limit', () => {
    expect(roomOf(anAccount('credit'), 'credit')).toBeUndefined();
    expect(roomOf(anAccount('debit'), 'debit')).toBeUndefined();
    expect(roomOf(anAccount('credit', { minBalance: null }), 'debit')).toBeUndefined();
  });
});

describe('the key of an account', () => {
  it('tells accounts of the same path in two assets apart', () => {
    expect(accountKey('suspense', 'GBPT/2')).toBe('suspense GBPT/2');
  });
});
