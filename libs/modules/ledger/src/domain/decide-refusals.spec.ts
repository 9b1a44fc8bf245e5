import { describe, expect, it } from '@jest/globals';
import { type EpochMs, asset } from '#kernel';
import {
  DECIDED_AT,
  aLockedState,
  anAccountAt,
  decided,
  entryNumber,
  moving,
  wordOf,
} from '../testing/some-decisions.ts';
import type { LockedState } from './decide.ts';
import { prepareEntry } from './prepare-entry.ts';
import { entryContent } from './entry-content.ts';

const GBPT = asset('GBPT/2');
const ACCOUNTS = [anAccountAt('suspense'), anAccountAt('org:a:prepaid'), anAccountAt('org:b:prepaid')];
const deposit = moving('suspense', 'org:a:prepaid', 10n);

const at = (ms: number): EpochMs => ms as EpochMs;
const words = (state: LockedState, ...drafts: Parameters<typeof decided>[0]): string[] =>
  decided(drafts, state).map(wordOf);

describe('an entry that comes twice in one batch', () => {
  it('is booked once and answered with the same rows, when its content is the same', () => {
    const [first, second] = decided([entryNumber(1, [deposit]), entryNumber(1, [deposit])], aLockedState(ACCOUNTS));
    expect(first?.outcome).toBe('posted');
    expect(second).toEqual({ outcome: 'repeated', of: first?.outcome === 'posted' && first.entry });
  });

  it('is refused with other content, and told which (ledger.entry_id_reused)', () => {
    const other = { ...deposit, facts: Buffer.alloc(32, 1) };
    const [, second] = decided([entryNumber(1, [deposit]), entryNumber(1, [other])], aLockedState(ACCOUNTS));
    expect(second?.outcome === 'refused' && second.error).toMatchObject({
      code: 'ledger.entry_id_reused',
      details: { field: 'transfers[0].facts' },
    });
  });

  it('may be booked at its second coming, when the first was refused for its state', () => {
    const spend = entryNumber(1, [moving('org:a:prepaid', 'org:b:prepaid', 10n)]);
    expect(words(aLockedState(ACCOUNTS), spend, entryNumber(2, [deposit]), spend)).toEqual([
      'ledger.insufficient_funds',
      'posted',
      'posted',
    ]);
  });
});

describe('an entry in an asset', () => {
  it('that the registry does not have is refused (ledger.unknown_asset)', () => {
    const state = aLockedState(ACCOUNTS, { unknownAssets: new Set([asset('XXXT/2')]) });
    expect(words(state, entryNumber(1, [deposit], { asset: asset('XXXT/2') }))).toEqual(['ledger.unknown_asset']);
    expect(words(state, entryNumber(1, [deposit]))).toEqual(['posted']);
  });

  it('moves nothing of the same path in another asset', () => {
    const inEuros = ACCOUNTS.map((account) => ({ ...account, asset: asset('EURT/2') }));
    const state = aLockedState([...ACCOUNTS, ...inEuros]);
    const spend = moving('org:a:prepaid', 'org:b:prepaid', 10n);
    expect(words(state, entryNumber(1, [deposit]), entryNumber(2, [spend], { asset: asset('EURT/2') }))).toEqual([
      'posted',
      'ledger.insufficient_funds',
    ]);
  });
});

describe('an entry that takes effect in a closed period', () => {
  const closed = aLockedState(ACCOUNTS, { head: { seq: 0n, recordedAt: DECIDED_AT, closedUntil: at(500) } });

  it('is refused, and told until when the books are closed (ledger.period_closed)', () => {
    const [decision] = decided([entryNumber(1, [deposit], { effectiveAt: at(499) })], closed);
    expect(decision?.outcome === 'refused' && decision.error).toMatchObject({
      code: 'ledger.period_closed',
      details: { effective_at: '1970-01-01T00:00:00.499Z', closed_until: '1970-01-01T00:00:00.500Z' },
    });
  });

  it('begins where the closed period ends', () => {
    expect(words(closed, entryNumber(1, [deposit], { effectiveAt: at(500) }))).toEqual(['posted']);
    expect(words(aLockedState(ACCOUNTS), entryNumber(1, [deposit], { effectiveAt: at(-1) }))).toEqual(['posted']);
  });

  it('is a replay all the same, when it is booked already', () => {
    const draft = entryNumber(1, [deposit], { effectiveAt: at(499) });
    const { contentHash } = prepareEntry(draft);
    const posted = {
      id: draft.id,
      contentHash,
      recordedAt: DECIDED_AT,
      replayed: true,
      transfers: [],
    };
    const booked = new Map([[draft.id, { content: entryContent(draft), posted }]]);
    expect(decided([draft], { ...closed, booked })).toEqual([{ outcome: 'replayed', posted }]);
  });
});

describe('an entry that names an account', () => {
  const closedAccount = anAccountAt('tax:uk:withheld', { closedAt: DECIDED_AT });
  const state = aLockedState([...ACCOUNTS, closedAccount, anAccountAt('suspense')]);
  const upTo = (rest: { debit: string; credit: string }) =>
    entryNumber(1, [
      moving('suspense', 'org:a:prepaid', 1n, { upTo: true, rest: moving(rest.debit, rest.credit, 1n) }),
    ]);

  it.each([
    ['nobody:knows', 'org:b:prepaid', 'ledger.unknown_account_path', { account: 'nobody:knows' }],
    ['org:b:prepaid', 'nobody:knows', 'ledger.unknown_account_path', { account: 'nobody:knows' }],
    ['tax:uk:withheld', 'org:b:prepaid', 'ledger.account_closed', { account: 'tax:uk:withheld', asset: GBPT }],
    ['org:b:prepaid', 'tax:uk:withheld', 'ledger.account_closed', { account: 'tax:uk:withheld', asset: GBPT }],
  ])('as the rest of an amount, %s to %s, is refused like any other (%s)', (debit, credit, code, details) => {
    const [decision] = decided([upTo({ debit, credit })], state);
    expect(decision?.outcome === 'refused' && decision.error).toMatchObject({ code, details });
  });
});

describe('recorded time', () => {
  it('is the clock of the poster, or that of the head when the clock is behind it', () => {
    const ahead = aLockedState(ACCOUNTS, { head: { seq: 0n, recordedAt: at(DECIDED_AT + 9) } });
    const [decision] = decided([entryNumber(1, [deposit])], ahead);
    expect(decision?.outcome === 'posted' && decision.entry.recordedAt).toBe(DECIDED_AT + 9);
  });
});
