import { describe, expect, it } from '@jest/globals';
import { DomainError, type EpochMs, type Id, MAX_MINOR, minor } from '#kernel';
import { entryNumber, moving } from '../testing/some-decisions.ts';
import type { AccountPath } from './account-path.ts';
import { checkDraft } from './check-draft.ts';
import type { EntryDraft, TransferDraft } from './entry.ts';

const good = moving('suspense', 'org:a:prepaid', 5n);
const UUID = entryNumber(1, []).id;

/** Code and sentence of the refusal, or `fine`. */
function verdict(draft: EntryDraft): unknown {
  try {
    checkDraft(draft);
    return 'fine';
  } catch (error) {
    return error instanceof DomainError ? [error.code, error.message] : error;
  }
}

const refusal = (draft: EntryDraft, sentence: string): void =>
  expect(verdict(draft)).toEqual(['ledger.entry_invalid', `entry ${draft.id}: ${sentence}`]);
const of = (...transfers: TransferDraft[]): EntryDraft => entryNumber(1, transfers);

describe('the form of an entry', () => {
  it.each(['X', UUID.toUpperCase(), ` ${UUID}`, `${UUID}0`, `0${UUID}`, UUID.replaceAll('-', '')])(
    'is wrong with the id %j (ledger.entry_invalid)',
    (id) => refusal({ ...of(good), id: id as Id<'Entry'> }, 'id is not a lower-case uuid'),
  );

  it.each([
    ['1900-01-01T00:00:00.000Z', 'fine'],
    ['1899-12-31T23:59:59.999Z', 'refused'],
    ['9999-01-01T00:00:00.000Z', 'fine'],
    ['9999-01-01T00:00:00.001Z', 'refused'],
  ])('may take effect from 1900 to 9999: %s is %s', (text, what) => {
    const draft = entryNumber(1, [good], { effectiveAt: Date.parse(text) as EpochMs });
    if (what === 'fine') expect(verdict(draft)).toBe('fine');
    else refusal(draft, 'effective_at is not an instant from 1900 to 9999');
  });

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY])('never takes effect at %s', (ms) =>
    refusal(entryNumber(1, [good], { effectiveAt: ms as EpochMs }), 'effective_at is not an instant from 1900 to 9999'),
  );

  it('has 1 … 8,190 transfers', () => {
    const many = (count: number): EntryDraft => of(...Array.from({ length: count }, () => good));
    refusal(of(), 'transfers are none');
    expect(verdict(many(1))).toBe('fine');
    expect(verdict(many(8_190))).toBe('fine');
    refusal(many(8_191), 'transfers are more than 8190');
  });
});

describe('the form of a transfer', () => {
  const refers = 'transfers[0].refers_to is for reversals, captures and voids, and each needs it';
  const amount = 'transfers[0].amount is not 1 … 2⁶³ − 1 minor units';
  const itself = 'is the debited account itself';

  it.each<[string, Partial<TransferDraft>]>([
    ['the smallest amount', { amount: minor(1n) }],
    ['the largest amount', { amount: MAX_MINOR as TransferDraft['amount'] }],
    ['facts', { facts: Buffer.alloc(32, 1) }],
    ['a rest of an "up to" amount', { upTo: true, rest: moving('suspense', 'org:b:prepaid', 1n) }],
    ['a hold', { kind: 'hold' }],
    ['a hold of an "up to" amount', { kind: 'hold', upTo: true }],
    ['a capture', { kind: 'capture', refersTo: 1n }],
    ['a void', { kind: 'void', refersTo: 1n }],
    ['a reversal', { kind: 'reversal', refersTo: 1n }],
    ['a reversal of an "up to" amount', { kind: 'reversal', refersTo: 1n, upTo: true }],
    ['a capture that says that it is not "up to"', { kind: 'capture', refersTo: 1n, upTo: false }],
  ])('is right with %s', (_what, more) => {
    expect(verdict(of({ ...good, ...more }))).toBe('fine');
  });

  it.each<[string, Partial<TransferDraft>]>([
    [amount, { amount: 0n as TransferDraft['amount'] }],
    [amount, { amount: -1n as TransferDraft['amount'] }],
    [amount, { amount: (MAX_MINOR + 1n) as TransferDraft['amount'] }],
    ['transfers[0].debit is not an account path', { debit: 'Org:A' as AccountPath }],
    ['transfers[0].credit is not an account path', { credit: '' as AccountPath }],
    [`transfers[0].credit ${itself}`, { credit: good.debit }],
    ['transfers[0].rest is for "up to" amounts only', { rest: good }],
    ['transfers[0].rest.debit is not an account path', { upTo: true, rest: { ...good, debit: '' as AccountPath } }],
    ['transfers[0].rest.credit is not an account path', { upTo: true, rest: { ...good, credit: '' as AccountPath } }],
    [`transfers[0].rest.credit ${itself}`, { upTo: true, rest: { debit: good.debit, credit: good.debit } }],
    [refers, { refersTo: 3n }],
    [refers, { kind: 'hold', refersTo: 3n }],
    [refers, { kind: 'reversal' }],
    [refers, { kind: 'capture' }],
    [refers, { kind: 'void' }],
    ['transfers[0].refers_to is not a log position', { kind: 'void', refersTo: 0n }],
    ['transfers[0].refers_to is not a log position', { kind: 'reversal', refersTo: -1n }],
    ['transfers[0].up_to is not for captures and voids', { kind: 'capture', refersTo: 1n, upTo: true }],
    ['transfers[0].up_to is not for captures and voids', { kind: 'void', refersTo: 1n, upTo: true }],
    ['transfers[0].facts are not 32 bytes', { facts: Buffer.alloc(31, 1) }],
    ['transfers[0].facts are not 32 bytes', { facts: Buffer.alloc(33, 1) }],
    ['transfers[0].facts are all zero, which stands for none', { facts: Buffer.alloc(32) }],
  ])('is wrong: %s (ledger.entry_invalid)', (sentence, more) => {
    refusal(of({ ...good, ...more }), sentence);
  });

  it('is named by its place, counting from 0', () => {
    refusal(of(good, good, { ...good, amount: 0n as TransferDraft['amount'] }), amount.replace('[0]', '[2]'));
  });
});
