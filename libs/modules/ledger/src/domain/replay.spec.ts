import { describe, expect, it } from '@jest/globals';
import { type EpochMs, asset } from '#kernel';
import { DECIDED_AT, anAccountAt, entryNumber, moving } from '../testing/some-decisions.ts';
import { SomeLog } from '../testing/some-log.ts';
import { accountKey } from './account.ts';
import { KIND_CODES } from './entry.ts';
import type { StoredTransfer } from './replay.ts';

const [A, B, C] = ['org:a:prepaid', 'org:b:prepaid', 'org:c:prepaid'] as const;
const S = 'suspense';
const idOf = (path: string): bigint => ACCOUNTS.find((account) => account.path === path)!.id;
const ACCOUNTS = [S, A, B, C, 'org:a:receivable'].map((path, n) => anAccountAt(path, { id: BigInt(n + 1) }));
const CLOSED = (DECIDED_AT - 1_000) as EpochMs;
/** Its entry is number 8 and stands at 8 and 9. */
const UP_TO = 'entry 018f6a2e-7c00-7000-8000-000000000008 at 8';

/** A log with something of everything. Positions of its rows are in the comments. */
function aLog(): SomeLog {
  return new SomeLog(ACCOUNTS)
    .post(entryNumber(1, [moving(S, A, 100n)])) // 1
    .post(entryNumber(2, [moving(A, B, 30n), moving(S, B, 5n, { facts: Buffer.alloc(32, 9) })])) // 2, 3
    .post(entryNumber(4, [moving(A, B, 20n, { kind: 'hold' })])) // 4
    .post(entryNumber(5, [moving(A, B, 15n, { kind: 'capture', refersTo: 4n })])) // 5
    .post(entryNumber(6, [moving(B, A, 10n, { kind: 'reversal', refersTo: 2n })], { metadata: { why: 'broken' } })) // 6
    .note('rules') // 7
    .post(entryNumber(8, [moving(A, C, 1_000n, { upTo: true, rest: moving(S, C, 1n) })])) // 8 (65), 9 (935)
    .post(entryNumber(10, [moving(S, A, 50n), moving(A, B, 5n, { kind: 'hold' })])) // 10, 11
    .post(entryNumber(12, [moving(A, B, 5n, { kind: 'void', refersTo: 11n })])) // 12
    .move('close', CLOSED) // 13
    .post(
      entryNumber(14, [moving(S, 'org:a:receivable', 0n + 1n, { upTo: true }), moving(S, C, 1n)], {
        effectiveAt: CLOSED,
      }),
    ) // 14
    .move('reopen', undefined) // 15
    .post(entryNumber(16, [moving(B, C, 1_000n, { upTo: true })])); // 16 (40)
}

const one = (n: number): bigint => BigInt(n);
const side = (more: Partial<StoredTransfer['debit']>) => (row: StoredTransfer) => ({
  debit: { ...row.debit, ...more },
});

describe('the replay of a log', () => {
  it('finds nothing in one that the posting code has written', () => {
    const log = aLog();
    expect([log.seq, log.breaks()]).toEqual([16n, []]);
    expect(new SomeLog([]).breaks()).toEqual([]);
  });

  it('answers the leaf of each row, which the tree is made of', () => {
    const [leaves, notes] = [aLog().leaves(), aLog().rows.map((row) => ('topic' in row ? row.leafHash : undefined))];
    expect(new Set(leaves.map((leaf) => leaf.toString('hex'))).size).toBe(16);
    for (const [at, leafHash] of notes.entries()) if (leafHash !== undefined) expect(leaves[at]).toEqual(leafHash);
    const spoiled = aLog().spoil(3n, () => ({ facts: Buffer.alloc(32, 8) }));
    expect(spoiled.leaves().map((leaf, at) => leaf.equals(leaves[at] as Buffer))).toEqual(
      leaves.map((_, at) => at !== 2),
    );
  });
});

describe('the replay names', () => {
  it('columns of a note that are not those of the leaf (I10)', () => {
    expect(
      aLog()
        .replace(7n, (row) => ({ ...row, topic: 'rulez' }))
        .breaks(),
    ).toEqual(['I10 position 7: has another leaf hash than its columns']);
  });

  it('columns that make no leaf (I10)', () => {
    expect(
      aLog()
        .replace(7n, (row) => ({ ...row, topic: 'x'.repeat(33) }))
        .breaks(),
    ).toEqual([`I10 position 7: makes no leaf: ${'x'.repeat(33)} is not 32 ASCII characters at most`]);
    expect(
      aLog()
        .spoil(1n, () => ({ refersTo: -1n }))
        .breaks(),
    ).toContain('I10 position 1: makes no leaf: -1 is not an unsigned 64-bit number');
  });

  it('a row that is missing, and the head that is elsewhere (I4)', () => {
    const log = aLog();
    log.rows = log.rows.filter(({ seq }) => seq !== 7n);
    log.headSeq = 17n;
    expect(log.breaks()).toEqual(['I4 position 8: comes after 6', 'I4 head: says 17, the log ends at 16']);
  });

  it('recorded time that goes back (I4), and times that are not those of the entry (I8)', () => {
    const log = aLog().spoil(3n, () => ({ recordedAt: (DECIDED_AT - 1) as EpochMs }));
    expect(log.breaks()).toEqual([
      'I4 position 3: is recorded before the one in front of it',
      'I8 transfer 3: has other times than its entry',
    ]);
    const other = aLog().spoil(3n, () => ({ effectiveAt: 5 as EpochMs }));
    expect(other.breaks()).toEqual(['I8 transfer 3: has other times than its entry']);
  });

  it.each([0n, -3n])('an amount of %s (I1)', (amount) => {
    expect(
      aLog()
        .spoil(1n, () => ({ amount }))
        .breaks(),
    ).toContain('I1 transfer 1: moves nothing or nowhere');
  });

  it('a row that moves from an account to itself (I1), into none (I1), or in another asset than the account (I1)', () => {
    const toItself = (row: StoredTransfer) => ({ credit: { ...row.credit, accountId: row.debit.accountId } });
    expect(aLog().spoil(1n, toItself).breaks()).toContain('I1 transfer 1: moves nothing or nowhere');
    expect(
      aLog()
        .spoil(1n, side({ accountId: 99n }))
        .breaks(),
    ).toContain('I1 transfer 1: names account 99, which is not there');
    expect(
      aLog()
        .spoil(1n, () => ({ asset: 'EURT/2' }))
        .breaks(),
    ).toEqual(
      expect.arrayContaining([
        `I1 transfer 1: moves EURT/2 on ${S} in GBPT/2`,
        `I1 transfer 1: moves EURT/2 on ${A} in GBPT/2`,
      ]),
    );
  });

  it.each([
    ['accountSeq', 3n, `I4 transfer 5: is number 3 of ${A} after 4, not 4 after 4`],
    ['prevSeq', 3n, `I4 transfer 5: is number 4 of ${A} after 3, not 4 after 4`],
    ['debitsAfter', 46n, `I3 transfer 5: leaves ${A} at 46 | 100, its rows make 45 | 100`],
    ['creditsAfter', 99n, `I3 transfer 5: leaves ${A} at 45 | 99, its rows make 45 | 100`],
  ] as const)('a side with another %s than its rows make', (field, value, said) => {
    expect(
      aLog()
        .spoil(5n, side({ [field]: value }))
        .breaks(),
    ).toContain(said);
  });

  it('a wrong row and the one after it that does not go on from there, but none of those behind (I3)', () => {
    const more = (row: StoredTransfer) => ({ credit: { ...row.credit, creditsAfter: 51n } });
    expect(aLog().spoil(5n, more).breaks()).toEqual([
      `I3 transfer 5: leaves ${B} at 0 | 51, its rows make 0 | 50`,
      `I3 transfer 6: leaves ${B} at 10 | 50, its rows make 10 | 51`,
    ]);
  });

  it.each(['debits', 'credits', 'pendingDebits', 'pendingCredits', 'accountSeq', 'lastSeq'] as const)(
    'an account that shows other %s than its rows make (I3)',
    (field) => {
      const log = aLog();
      const key = accountKey(A, 'GBPT/2');
      const account = log.accounts.get(key)!;
      log.accounts.set(key, { ...account, [field]: account[field] + 1n });
      expect(log.breaks()).toEqual([
        expect.stringMatching(/^I3 org:a:prepaid GBPT\/2: shows debits .*; its rows make 110 /),
      ]);
    },
  );

  it('a limit that is passed, holds counted, on the side that makes the account smaller (I7)', () => {
    const log = aLog();
    for (const path of [A, C]) {
      const key = accountKey(path, 'GBPT/2');
      log.accounts.set(key, { ...log.accounts.get(key)!, minBalance: path === A ? 51n : 0n });
    }
    expect(log.breaks()).toEqual([
      `I7 transfer 4: leaves 50 free on ${A}`,
      `I7 transfer 8: leaves 0 free on ${A}`,
      `I7 transfer 10: leaves 50 free on ${A}`,
      `I7 transfer 11: leaves 45 free on ${A}`,
      `I7 transfer 12: leaves 50 free on ${A}`,
    ]);
  });

  it('a limit of an account that grows by debits, credits held counted (I7)', () => {
    const R = 'org:a:receivable';
    const log = new SomeLog(ACCOUNTS).post(
      entryNumber(1, [moving(R, A, 10n), moving(S, R, 4n, { kind: 'hold' }), moving(S, R, 3n)]),
    );
    expect(log.breaks()).toEqual([]);
    const key = accountKey(R, 'GBPT/2');
    log.accounts.set(key, { ...log.accounts.get(key)!, minBalance: 4n });
    expect(log.breaks()).toEqual([`I7 transfer 3: leaves 3 free on ${R}`]);
  });

  it('a row that belongs to no entry, or to another than the one before it (I8)', () => {
    const orphan = aLog().spoil(1n, () => ({ opens: undefined }));
    expect(orphan.breaks()).toContain('I8 transfer 1: is no row of the entry before it');
    const other = aLog().spoil(3n, () => ({ entryId: Buffer.alloc(16, 1) }));
    expect(other.breaks()).toEqual(['I8 transfer 3: is no row of the entry before it']);
    const afterNote = aLog().spoil(8n, () => ({ opens: undefined }));
    expect(afterNote.breaks()).toContain('I8 transfer 8: is no row of the entry before it');
  });

  it('an entry that is not whole (I8), also when it is the last', () => {
    const fewer = (row: StoredTransfer) => ({ opens: { ...row.opens!, transferCount: 3 } });
    expect(aLog().spoil(2n, fewer).breaks()).toEqual([
      'I8 entry 018f6a2e-7c00-7000-8000-000000000002 at 2: has 2 of 3 transfers',
    ]);
    expect(aLog().spoil(16n, fewer).breaks()).toEqual([
      'I8 entry 018f6a2e-7c00-7000-8000-000000000010 at 16: has 1 of 3 transfers',
    ]);
  });

  it.each<[string, (row: StoredTransfer) => Partial<StoredTransfer>]>([
    ['metadata', (row) => ({ opens: { ...row.opens!, metadata: '{"why":"gift"}' } })],
    ['no metadata', (row) => ({ opens: { ...row.opens!, metadata: null } })],
    ['a hash of its content', (row) => ({ opens: { ...row.opens!, contentHash: Buffer.alloc(32, 3) } })],
    ['no hash of its content', (row) => ({ opens: { ...row.opens!, contentHash: null } })],
    ['an effective time', () => ({ effectiveAt: 77 as EpochMs })],
    ['facts', () => ({ facts: Buffer.alloc(32, 3) })],
  ])('an entry with %s that it was not booked with (I8)', (_what, more) => {
    expect(aLog().spoil(6n, more).breaks()).toEqual([
      'I8 entry 018f6a2e-7c00-7000-8000-000000000006 at 6: has another content hash than its content',
    ]);
  });

  it('facts of one row of an entry that are not what was hashed (I8)', () => {
    expect(
      aLog()
        .spoil(3n, () => ({ facts: undefined }))
        .breaks(),
    ).toEqual(['I8 entry 018f6a2e-7c00-7000-8000-000000000002 at 2: has another content hash than its content']);
  });

  it('an entry into which a note was pushed (I8)', () => {
    const log = aLog();
    const [note, second] = [log.rows[6]!, log.rows[2]!];
    log.replace(3n, () => ({ ...note, seq: 3n })).replace(7n, () => ({ ...second, seq: 7n }));
    expect(log.breaks()).toContain('I8 entry 018f6a2e-7c00-7000-8000-000000000002 at 2: has 1 of 2 transfers');
  });

  it('a hold that is given up twice (I9)', () => {
    const log = new SomeLog(ACCOUNTS)
      .post(entryNumber(1, [moving(S, A, 10n)]))
      .post(entryNumber(2, [moving(A, B, 5n, { kind: 'hold' })]))
      .post(entryNumber(3, [moving(A, B, 5n, { kind: 'hold' })]))
      .post(entryNumber(4, [moving(A, B, 5n, { kind: 'void', refersTo: 2n })]))
      .post(entryNumber(5, [moving(A, B, 5n, { kind: 'void', refersTo: 3n })]));
    expect(log.breaks()).toEqual([]);
    expect(log.spoil(5n, () => ({ refersTo: 2n })).breaks()).toContain(
      'I9 transfer 5: does not resolve an open hold at 2',
    );
  });

  it('a capture or void that resolves no open hold of its own (I9)', () => {
    const said = (refersTo: number): string => `I9 transfer 5: does not resolve an open hold at ${refersTo}`;
    expect(
      aLog()
        .spoil(5n, () => ({ refersTo: 3n }))
        .breaks(),
    ).toContain(said(3));
    expect(
      aLog()
        .spoil(5n, () => ({ asset: 'EURT/2' }))
        .breaks(),
    ).toContain(said(4));
    const swapped = (row: StoredTransfer) => ({ debit: { ...row.debit, accountId: idOf(C) } });
    expect(aLog().spoil(5n, swapped).breaks()).toContain(said(4));
    const otherCredit = (row: StoredTransfer) => ({ credit: { ...row.credit, accountId: idOf(C) } });
    expect(aLog().spoil(5n, otherCredit).breaks()).toContain(said(4));
    expect(
      aLog()
        .spoil(5n, () => ({ amount: 21n }))
        .breaks(),
    ).toContain(said(4));
    expect(
      aLog()
        .spoil(12n, () => ({ amount: 4n }))
        .breaks(),
    ).toContain('I9 transfer 12: does not resolve an open hold at 11');
    const twice = aLog().spoil(12n, () => ({ refersTo: 4n }));
    expect(twice.breaks()).toContain('I9 transfer 12: does not resolve an open hold at 4');
    expect(
      aLog()
        .spoil(5n, () => ({ amount: 20n }))
        .breaks()
        .join(),
    ).not.toContain('I9');
  });

  it('a reversal of what is not there, cannot be reversed, or is used up (I12)', () => {
    const at = (refersTo: bigint, amount = 10n): string[] =>
      aLog()
        .spoil(6n, () => ({ refersTo, amount }))
        .breaks()
        .filter((line) => line.startsWith('I12'));
    expect(at(2n)).toEqual([]);
    expect(at(5n)).toEqual([]);
    expect(at(99n)).toEqual(['I12 transfer 6: reverses 99, which is not there']);
    expect(at(6n)).toEqual(['I12 transfer 6: reverses 6, which is not there']);
    expect(at(4n)).toEqual(['I12 transfer 6: cannot reverse 4']);
    expect(at(2n, 30n)).toEqual([]);
    expect(at(2n, 31n)).toEqual(['I12 transfer 6: takes the reversals of 2 to 31 of 30']);
    const both = aLog().spoil(10n, () => ({ kind: KIND_CODES.reversal, refersTo: 2n, amount: 21n }));
    expect(both.breaks()).toContain('I12 transfer 10: takes the reversals of 2 to 31 of 30');
    const inEuros = aLog().spoil(2n, () => ({ asset: 'EURT/2' }));
    expect(inEuros.breaks()).toContain('I12 transfer 6: cannot reverse 2');
  });

  it('what takes effect in a period that was closed, and moves that do not go on from each other (I11)', () => {
    const late = aLog().spoil(14n, () => ({ effectiveAt: (CLOSED - 1) as EpochMs }));
    expect(late.breaks()).toContain('I11 transfer 14: takes effect in a period that was closed when it was booked');
    const unstored = aLog();
    unstored.moves.delete(13n);
    expect(unstored.breaks()).toEqual([
      'I11 position 13: moves a period that is not stored',
      'I11 position 15: does not go on from where the books were closed',
    ]);
    const unsaid = aLog();
    unsaid.moves.set(7n, { ...unsaid.moves.get(13n)!, noteSeq: 7n });
    expect(unsaid.breaks()).toEqual(['I11 position 7: is stored as a move of a period, and no note of one']);
    const later = aLog();
    later.moves.set(17n, { ...later.moves.get(13n)!, noteSeq: 17n });
    expect(later.breaks()).toEqual([]);
    const forged = aLog();
    forged.moves.set(13n, { ...forged.moves.get(13n)!, by: 'ben' });
    expect(forged.breaks()).toEqual(['I11 position 13: has another hash than its move of a period']);
    const head = aLog();
    head.closedUntil = CLOSED;
    expect(head.breaks()).toEqual(['I11 head: is closed until elsewhere than its moves say']);
    const backwards = new SomeLog(ACCOUNTS).move('close', 5 as EpochMs).move('close', 4 as EpochMs);
    expect(backwards.breaks()).toEqual(['I11 position 2: does not go on from where the books were closed']);
  });
});

describe('an entry of "up to" amounts', () => {
  /** Asks for something else than was booked, under a hash that fits. */
  const asking = (ask: (requested: string) => string): string[] => {
    const log = aLog();
    const more = (row: StoredTransfer) => ({ opens: { ...row.opens!, requested: ask(row.opens!.requested ?? '') } });
    return log
      .spoil(8n, more)
      .breaks()
      .filter((line) => !line.includes('content hash'));
  };
  const otherwise = [`I8 ${UP_TO}: booked something else than was asked for`];

  it('may have booked its part and its rest, or less where no rest was asked for', () => {
    expect(asking((requested) => requested)).toEqual([]);
  });

  it.each<[string, (requested: string) => string]>([
    ['of more', (text) => text.replace('"1000"', '"1001"')],
    ['of less', (text) => text.replace('"1000"', '"999"')],
    ['of less than its first part', (text) => text.replace('"1000"', '"64"')],
    ['without a rest, but for one row', (text) => text.replace(/"rest":\{[^}]*\}/, '"rest":null')],
    ['with a rest from elsewhere', (text) => text.replace('"debit":"suspense"', `"debit":"${B}"`)],
    ['of another kind', (text) => text.replace('"kind":"post"', '"kind":"hold"')],
    ['with facts', (text) => text.replace('"facts":""', `"facts":"${'09'.repeat(32)}"`)],
    ['that refers to something', (text) => text.replace('"refers_to":"0"', '"refers_to":"1"')],
    ['from another account', (text) => text.replace(`"debit":"${A}"`, `"debit":"${B}"`)],
    [
      'into another account',
      (text) => text.replace(`"credit":"${C}","debit":"${A}"`, `"credit":"${B}","debit":"${A}"`),
    ],
    ['of nothing', () => '[]'],
    ['of one thing more', (text) => text.replace(/\]$/, `,${text.slice(1)}`)],
  ])('is found when it booked something else than was asked for: %s (I8)', (_what, ask) => {
    expect(asking(ask)).toEqual(otherwise);
  });

  it('is found when what was asked for cannot be read (I8)', () => {
    expect(asking(() => 'not JSON')).toEqual([`I8 ${UP_TO}: has texts that are not JSON`]);
  });

  it('may book less than an "up to" amount only, never less than an exact one (I8)', () => {
    const log = aLog();
    const exact = (row: StoredTransfer) => ({
      opens: { ...row.opens!, requested: row.opens!.requested!.replace('"up_to":true', '"up_to":false') },
    });
    expect(log.spoil(16n, exact).breaks()).toContain(
      'I8 entry 018f6a2e-7c00-7000-8000-000000000010 at 16: booked something else than was asked for',
    );
  });
});

describe('a log in two assets', () => {
  it('keeps the accounts of each apart', () => {
    const inEuros = ACCOUNTS.map((account) => ({ ...account, id: account.id + one(100), asset: asset('EURT/2') }));
    const log = new SomeLog([...ACCOUNTS, ...inEuros])
      .post(entryNumber(1, [moving(S, A, 100n)]))
      .post(entryNumber(2, [moving(S, A, 100n)], { asset: asset('EURT/2') }));
    expect(log.breaks()).toEqual([]);
  });
});
