import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EpochMs, type Id, newId, publicId } from '#kernel';
import { ownersIn } from './money-owners.ts';

const someone = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((random) => newId<'Organisation'>(Date.UTC(2026, 0, 1) as EpochMs, random));
const named = fc.tuple(someone, fc.constantFrom('id', 'org', 'payee')).map(([owner, how]) => ({
  owner,
  text: how === 'id' ? publicId('org', owner) : `${how}:${owner}:settling:31337-${'ab'.repeat(20)}`,
}));

describe('owners of money in an answer', () => {
  it('are found however deep they stand, and each once', () => {
    fc.assert(
      fc.property(fc.array(named), fc.jsonValue(), (all, noise) => {
        const answer = all.reduce<unknown>(
          (inner, { text }, n) => (n % 2 === 0 ? { path: text, inner } : [inner, text]),
          { noise },
        );
        expect(ownersIn(answer)).toEqual(new Set(all.map(({ owner }) => owner)));
      }),
    );
  });

  it.each([
    'platform:fees',
    'custody:chain:1:ab',
    'org_',
    `org_${'u'.repeat(26)}`,
    'xorg:018f0000-0000-7000-8000-000000000001:prepaid',
    7,
    null,
  ])('%s names nobody', (value) => {
    expect(ownersIn({ value }).size).toBe(0);
  });

  it('are added to those that are known', () => {
    const known = new Set(['a' as Id<'Organisation'>]);
    expect(ownersIn(['org:018f0000-0000-7000-8000-000000000001:prepaid'], known).size).toBe(2);
  });
});
