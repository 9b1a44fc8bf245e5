import { describe, expect, it } from '@jest/globals';
import { MAX_MINOR } from '#kernel';
import {
  HEAD_SEQ,
  aLockedState,
  anAccountAt,
  decided,
  entryNumber,
  moving,
  wordOf,
} from '../testing/some-decisions.ts';
import type { Account } from './account.ts';
import { accountPath } from './account-path.ts';
import type { Decision, Original } from './decide.ts';
import type { TransferDraft, TransferKind } from './entry.ts';

const [A, B, C] = ['org:a:prepaid', 'org:b:prepaid', 'org:c:prepaid'];

/** A has 100; a hold of 60 from A to B stands at 7, a voided one at 8; an entry of 60 was posted at 9. */
const ORIGINALS = new Map<bigint, Original>([
  [7n, aHold(false)],
  [8n, aHold(true)],
  [9n, { kind: 'post', asset: 'GBPT/2', amount: 60n, reversed: 10n }],
  [10n, { kind: 'capture', asset: 'GBPT/2', amount: 60n, reversed: 0n }],
  [11n, { ...aHold(false), asset: 'EURT/2' }],
  [12n, { kind: 'post', asset: 'EURT/2', amount: 60n, reversed: 0n }],
]);

function aHold(isResolved: boolean): Original {
  const hold = { debit: accountPath(A), credit: accountPath(B), isResolved };
  return { kind: 'hold', asset: 'GBPT/2', amount: 60n, reversed: 0n, hold };
}

function state(more: Partial<Account> = {}) {
  const held = { pendingDebits: 60n, ...more };
  const accounts = [
    anAccountAt(A, { credits: 100n, ...held }),
    anAccountAt(B, { pendingCredits: 60n }),
    anAccountAt(C),
    anAccountAt('suspense'),
    anAccountAt('org:a:receivable', { debits: 100n }),
  ];
  return aLockedState(accounts, { originals: ORIGINALS });
}

const decide = (...transfers: TransferDraft[]): Decision =>
  decided([entryNumber(1, transfers)], state())[0] as Decision;
const refer = (kind: TransferKind, refersTo: bigint, amount: bigint, debit = A, credit = B): TransferDraft =>
  moving(debit, credit, amount, { kind, refersTo });

/** What the last row left of an account. */
function left(decision: Decision, path: string): unknown {
  if (decision.outcome !== 'posted') return wordOf(decision);
  const sides = decision.entry.transfers.flatMap(({ debit, credit }) => [debit.account, credit.account]);
  const account = sides.findLast((of) => of.path === path);
  return [account?.debits, account?.credits, account?.pendingDebits, account?.pendingCredits];
}

describe('a hold', () => {
  it('moves nothing and reserves on both sides, on top of what is held already', () => {
    const decision = decide(moving(A, B, 40n, { kind: 'hold' }));
    expect(left(decision, A)).toEqual([0n, 100n, 100n, 0n]);
    expect(left(decision, B)).toEqual([0n, 0n, 0n, 100n]);
  });

  it('takes no more than is free (ledger.insufficient_funds)', () => {
    const decision = decide(moving(A, B, 41n, { kind: 'hold' }));
    expect(decision.outcome === 'refused' && decision.error).toMatchObject({
      code: 'ledger.insufficient_funds',
      details: { account: A, asset: 'GBPT/2', available: '40', needed: '41' },
    });
  });

  it('counts against what others may post', () => {
    expect(wordOf(decide(moving(A, B, 40n)))).toBe('posted');
    expect(wordOf(decide(moving(A, B, 41n)))).toBe('ledger.insufficient_funds');
  });

  it('on the side that makes an account smaller by credits reserves there', () => {
    const decision = decide(moving('suspense', 'org:a:receivable', 30n, { kind: 'hold' }));
    expect(left(decision, 'org:a:receivable')).toEqual([100n, 0n, 0n, 30n]);
    const both = [
      moving('suspense', 'org:a:receivable', 30n, { kind: 'hold' }),
      moving('suspense', 'org:a:receivable', 71n),
    ];
    expect(wordOf(decide(...both))).toBe('ledger.insufficient_funds');
  });

  it('of an "up to" amount reserves what is left', () => {
    expect(left(decide(moving(A, B, 90n, { kind: 'hold', upTo: true })), A)).toEqual([0n, 100n, 100n, 0n]);
  });
});

describe('a capture', () => {
  it('moves its amount and gives the whole hold back', () => {
    const decision = decide(refer('capture', 7n, 25n));
    expect(left(decision, A)).toEqual([25n, 100n, 0n, 0n]);
    expect(left(decision, B)).toEqual([0n, 25n, 0n, 0n]);
  });

  it('needs no room: what the hold reserved is there', () => {
    const spent = state({ debits: 40n }); // 100 − 40 − 60 held: nothing is free.
    expect(decided([entryNumber(1, [refer('capture', 7n, 60n)])], spent).map(wordOf)).toEqual(['posted']);
    expect(decided([entryNumber(1, [refer('void', 7n, 60n)])], spent).map(wordOf)).toEqual(['posted']);
    expect(decided([entryNumber(1, [moving(A, B, 1n)])], spent).map(wordOf)).toEqual(['ledger.insufficient_funds']);
  });

  it('takes at most what is held (ledger.hold_exceeded)', () => {
    const decision = decide(refer('capture', 7n, 61n));
    expect(decision.outcome === 'refused' && decision.error).toMatchObject({
      code: 'ledger.hold_exceeded',
      details: { seq: '7', held: '60', asked: '61' },
    });
    expect(wordOf(decide(refer('capture', 7n, 60n)))).toBe('posted');
  });

  it('names a hold that is there, of its own accounts and asset, and open', () => {
    expect(wordOf(decide(refer('capture', 99n, 5n)))).toBe('ledger.hold_not_found');
    expect(wordOf(decide(refer('capture', 9n, 5n)))).toBe('ledger.hold_not_found');
    expect(wordOf(decide(refer('capture', 7n, 5n, A, C)))).toBe('ledger.hold_of_others');
    expect(wordOf(decide(refer('capture', 7n, 5n, C, B)))).toBe('ledger.hold_of_others');
    expect(wordOf(decide(refer('capture', 11n, 5n)))).toBe('ledger.hold_of_others');
    expect(wordOf(decide(refer('capture', 8n, 5n)))).toBe('ledger.hold_resolved');
  });

  it('ends the hold for the rest of the batch, unless its entry is refused', () => {
    const drafts = [
      entryNumber(1, [refer('capture', 7n, 5n), moving(A, B, 1_000n)]),
      entryNumber(2, [refer('capture', 7n, 5n)]),
      entryNumber(3, [refer('void', 7n, 60n)]),
      entryNumber(4, [moving(A, B, 95n)]),
    ];
    expect(decided(drafts, state()).map(wordOf)).toEqual([
      'ledger.insufficient_funds',
      'posted',
      'ledger.hold_resolved',
      'posted',
    ]);
  });
});

describe('a void', () => {
  it('moves nothing and gives the hold back', () => {
    const decision = decide(refer('void', 7n, 60n));
    expect(left(decision, A)).toEqual([0n, 100n, 0n, 0n]);
    expect(left(decision, B)).toEqual([0n, 0n, 0n, 0n]);
  });

  it.each([59n, 61n])('is of the whole hold: %s of 60 is refused (ledger.hold_exceeded)', (amount) => {
    expect(wordOf(decide(refer('void', 7n, amount)))).toBe('ledger.hold_exceeded');
  });
});

describe('a reversal', () => {
  const back = (refersTo: bigint, amount: bigint): TransferDraft => refer('reversal', refersTo, amount, 'suspense', C);

  it('takes back what was posted or captured, in parts, within the original', () => {
    expect(wordOf(decide(back(9n, 50n)))).toBe('posted');
    expect(wordOf(decide(back(10n, 60n)))).toBe('posted');
    const decision = decide(back(9n, 51n));
    expect(decision.outcome === 'refused' && decision.error).toMatchObject({
      code: 'ledger.reversal_exceeds_original',
      details: { original: '9', left: '50', asked: '51' },
    });
  });

  it('counts with the others of its batch, but for those of an entry that is refused', () => {
    const drafts = [
      entryNumber(1, [back(9n, 50n), moving(A, B, 1_000n)]),
      entryNumber(2, [back(9n, 30n), back(9n, 20n)]),
      entryNumber(3, [back(9n, 1n)]),
    ];
    expect(decided(drafts, state()).map(wordOf)).toEqual([
      'ledger.insufficient_funds',
      'posted',
      'ledger.reversal_exceeds_original',
    ]);
  });

  it.each([
    [7n, 'it is a hold'],
    [12n, 'it is in EURT/2'],
  ])('of %s is refused, because %s (ledger.original_not_reversible)', (refersTo, why) => {
    const decision = decide(back(refersTo, 1n));
    expect(decision.outcome === 'refused' && decision.error.code).toBe('ledger.original_not_reversible');
    expect(decision.outcome === 'refused' && decision.error.message).toContain(why);
  });

  it('of nothing is refused (ledger.original_not_found)', () => {
    expect(wordOf(decide(back(99n, 1n)))).toBe('ledger.original_not_found');
  });
});

describe('totals', () => {
  const full = {
    debits: MAX_MINOR - 1n,
    credits: MAX_MINOR - 1n,
    pendingDebits: MAX_MINOR - 1n,
    pendingCredits: MAX_MINOR - 1n,
  };
  const other = anAccountAt('custody:bank:a');

  it.each(['debits', 'credits', 'pendingDebits', 'pendingCredits'] as const)(
    'of %s go up to what int8 holds and no further (ledger.balance_overflow)',
    (total) => {
      const book = aLockedState([anAccountAt('suspense', { [total]: full[total] }), other]);
      const more = total.startsWith('pending') ? { kind: 'hold' as const } : {};
      const [debit, credit] = /debits/i.test(total) ? ['suspense', other.path] : [other.path, 'suspense'];
      const outcomes = [2n, 1n].map((amount) => decided([entryNumber(1, [moving(debit, credit, amount, more)])], book));
      expect(outcomes.flat().map(wordOf)).toEqual(['ledger.balance_overflow', 'posted']);
      const [refusal] = outcomes[0]!;
      expect(refusal?.outcome === 'refused' && refusal.error.details).toMatchObject({ account: 'suspense' });
    },
  );
});

describe('a row', () => {
  it('stands at the next position of the log, with what it refers to', () => {
    const decision = decide(refer('capture', 7n, 25n), moving(A, B, 1n));
    const rows = decision.outcome === 'posted' ? decision.entry.transfers : [];
    expect(rows.map(({ seq, kind, refersTo }) => [seq, kind, refersTo])).toEqual([
      [HEAD_SEQ + 1n, 'capture', 7n],
      [HEAD_SEQ + 2n, 'post', 0n],
    ]);
  });
});
