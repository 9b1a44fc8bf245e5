import { describe, expect, it } from '@jest/globals';
import type { Caller, Id } from '#kernel';
import type { EntryView, LeafSideView, LeafView } from './entry-view.ts';
import { visibleLeaves, visibleOwner } from './visibility.ts';

const ANNA = 'anna' as Id<'Organisation'>;

function aLeaf(debit: string, credit: string): LeafView {
  return { debit: { path: debit } as LeafSideView, credit: { path: credit } as LeafSideView } as LeafView;
}

const aCaller = (...roles: Caller['roles']): Caller => ({ organisation: ANNA, roles }) as unknown as Caller;

describe('whose accounts a caller sees', () => {
  it('is everybody for finance and auditors, and their own organisation for anybody else', () => {
    expect(visibleOwner(aCaller('finance'))).toBeUndefined();
    expect(visibleOwner(aCaller('merchant', 'auditor'))).toBeUndefined();
    expect(visibleOwner(aCaller('merchant'))).toBe(ANNA);
  });
});

describe('the transfers of an entry that an owner sees', () => {
  const leaves = [
    aLeaf('org:anna:prepaid', 'payee:ben:pending'),
    aLeaf('org:ben:prepaid', 'payee:anna:pending'),
    aLeaf('org:ben:prepaid', 'platform:fees'),
    aLeaf('tax:anna:withheld', 'fx:anna:liquidity'),
  ];
  const entry = { leaves } as unknown as EntryView;

  it('are those that touch an account of theirs on either side; a name in another place is no ownership', () => {
    expect(visibleLeaves(entry, ANNA)).toEqual([leaves[0], leaves[1]]);
  });

  it('are all of them for finance', () => {
    expect(visibleLeaves(entry, undefined)).toEqual(leaves);
  });
});
