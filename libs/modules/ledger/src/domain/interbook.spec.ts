import { describe, expect, it } from '@jest/globals';
import { type EpochMs, type Id, asset, minor } from '#kernel';
import { accountPath } from './account-path.ts';
import { entryContent } from './entry-content.ts';
import { type BookMove, moveEntryId, moveIn, moveOf, moveOut } from './interbook.ts';

const MOVE: BookMove = {
  id: '018f6a2e-7c00-7000-8000-000000000001' as Id<'BookMove'>,
  asset: asset('GBPT/2'),
  amount: minor(70n),
  from: { book: 'main', account: accountPath('org:a:prepaid') },
  to: { book: 'uk', account: accountPath('org:b:prepaid') },
  effectiveAt: 1_700_000_000_000 as EpochMs,
};

describe('a move between books', () => {
  it('leaves the first book in debt to the second, and says where the money shall go', () => {
    expect(moveOut(MOVE)).toEqual({
      id: moveEntryId(MOVE, 'out'),
      asset: 'GBPT/2',
      effectiveAt: MOVE.effectiveAt,
      transfers: [{ debit: 'org:a:prepaid', credit: 'interbook:uk:due-to', amount: 70n }],
      metadata: {
        reason: 'interbook',
        move: MOVE.id,
        from_book: 'main',
        to_book: 'uk',
        to_account: 'org:b:prepaid',
      },
    });
  });

  it('arrives in the second as a claim on the first, where it was sent or in suspense, under one id', () => {
    const arrived = moveIn(MOVE);
    expect(arrived).toEqual({
      id: moveEntryId(MOVE, 'in'),
      asset: 'GBPT/2',
      effectiveAt: MOVE.effectiveAt,
      transfers: [{ debit: 'interbook:main:due-from', credit: 'org:b:prepaid', amount: 70n }],
      metadata: { reason: 'interbook', move: MOVE.id, from_book: 'main', to_book: 'uk' },
    });
    const astray = moveIn(MOVE, accountPath('suspense'));
    expect([astray.id, astray.transfers[0]?.credit]).toEqual([arrived.id, 'suspense']);
  });

  it('has an id for each side, the same every time', () => {
    expect(moveEntryId(MOVE, 'out')).toBe(moveEntryId({ ...MOVE }, 'out'));
    expect(moveEntryId(MOVE, 'out')).not.toBe(moveEntryId(MOVE, 'in'));
  });

  it('can be read back from its first entry', () => {
    expect(moveOf('main', entryContent(moveOut(MOVE)))).toEqual(MOVE);
  });

  it.each([
    ['of another reason', { metadata: { reason: 'gift', to_book: 'uk', to_account: 'suspense' } }],
    ['without an account', { metadata: { reason: 'interbook', to_book: 'uk' } }],
    ['without a book', { metadata: { reason: 'interbook', to_account: 'suspense' } }],
    ['to another book than it says', { metadata: { reason: 'interbook', to_book: 'us', to_account: 'suspense' } }],
    ['without transfers', { transfers: [] }],
  ])('is not an entry %s', (_what, more) => {
    expect(moveOf('main', { ...entryContent(moveOut(MOVE)), ...more })).toBeUndefined();
  });
});
