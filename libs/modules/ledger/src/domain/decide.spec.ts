import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError, type EpochMs, type Id, MAX_MINOR, asset, minor } from '#kernel';
import type { Account, Side } from './account.ts';
import { type AccountPath, accountPath } from './account-path.ts';
import { type Decision, type LockedState, type Original, decideEntries } from './decide.ts';
import type { EntryDraft, TransferDraft } from './entry.ts';
import { entryContent } from './entry-content.ts';
import { prepareEntry } from './prepare-entry.ts';
import {
  DECIDED_AT as NOW,
  HEAD_SEQ as HEAD,
  aLockedState,
  anAccountAt,
  decided,
  entryNumber as anEntry,
  moving as aTransfer,
} from '../testing/some-decisions.ts';

const GBPT = asset('GBPT/2');

/** Accounts of every sort: credit or debit side, with and without a limit, one closed. */
const PATHS = [
  'suspense',
  'org:a:prepaid',
  'org:b:prepaid',
  'payee:a:payable',
  'org:a:receivable',
  'custody:bank:a',
  'tax:uk:withheld',
].map(accountPath);
const CLOSED = accountPath('tax:uk:withheld');
const UNKNOWN = accountPath('nobody:knows');

function anAccount(path: AccountPath, more: Partial<Account> = {}): Account {
  return anAccountAt(path, { id: BigInt(PATHS.indexOf(path) + 1), closedAt: path === CLOSED ? NOW : null, ...more });
}

function aState(accounts: readonly Account[], originals: ReadonlyMap<bigint, Original> = new Map()): LockedState {
  return aLockedState(accounts, { originals });
}

function decide(
  drafts: readonly EntryDraft[],
  state: LockedState = aState(PATHS.map((path) => anAccount(path))),
): Decision[] {
  return decided(drafts, state);
}

/** What a decision says, short: the refusal's code, or the booked rows. */
function said(decision: Decision): unknown {
  switch (decision.outcome) {
    case 'refused':
      return decision.error.code;
    case 'replayed':
      return 'replayed';
    case 'repeated':
      return 'repeated';
    case 'posted':
      return decision.entry.transfers.map(({ seq, debit, credit, amount }) => [
        seq,
        debit.account.path,
        credit.account.path,
        amount as bigint,
      ]);
  }
}

/** The same rules the slow way: no running totals, every balance added up from all rows, every entry tried on a copy. */
class NaiveBooks {
  rows: { debit: AccountPath; credit: AccountPath; amount: bigint; refersTo: bigint | undefined }[] = [];
  readonly ids = new Map<string, string>();

  constructor(
    private readonly accounts: readonly Account[],
    private readonly originals: ReadonlyMap<bigint, Original>,
  ) {}

  post(draft: EntryDraft): unknown {
    const text = JSON.stringify(draft, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    const earlier = this.ids.get(draft.id);
    if (earlier !== undefined) return earlier === text ? 'repeated' : 'ledger.entry_id_reused';
    const paths = draft.transfers.map((t) => [
      t.debit,
      t.credit,
      ...(t.rest === undefined ? [] : [t.rest.debit, t.rest.credit]),
    ]);
    for (const group of paths) {
      if (group.some((path) => this.find(path) === undefined)) return 'ledger.unknown_account_path';
      if (group.some((path) => this.find(path)?.closedAt !== null)) return 'ledger.account_closed';
    }
    const before = [...this.rows];
    const refusal =
      this.bookAll(draft.transfers) ?? (this.rows.length === before.length ? 'ledger.nothing_to_book' : undefined);
    const booked = this.rows.slice(before.length);
    if (refusal !== undefined) this.rows = before;
    else this.ids.set(draft.id, text);
    return refusal ?? booked.map((row, n) => [HEAD + BigInt(before.length + n + 1), row.debit, row.credit, row.amount]);
  }

  private bookAll(transfers: readonly TransferDraft[]): string | undefined {
    for (const t of transfers) {
      let most = t.amount as bigint;
      if (t.upTo === true) while (most > 0n && this.wouldBreakLimit(t.debit, t.credit, most)) most -= 1n;
      const refusal = most > 0n ? this.book(t, t.debit, t.credit, most) : undefined;
      if (refusal !== undefined) return refusal;
      if (most < t.amount && t.rest !== undefined) {
        const restRefusal = this.book(t, t.rest.debit, t.rest.credit, t.amount - most);
        if (restRefusal !== undefined) return restRefusal;
      }
    }
    return undefined;
  }

  private book(t: TransferDraft, debit: AccountPath, credit: AccountPath, amount: bigint): string | undefined {
    if (t.refersTo !== undefined) {
      const original = this.originals.get(t.refersTo);
      if (original === undefined) return 'ledger.original_not_found';
      if (original.kind !== 'post' || original.asset !== GBPT) return 'ledger.original_not_reversible';
      const reversed = this.rows
        .filter((row) => row.refersTo === t.refersTo)
        .reduce((sum, row) => sum + row.amount, original.reversed);
      if (reversed + amount > original.amount) return 'ledger.reversal_exceeds_original';
    }
    if (this.wouldBreakLimit(debit, credit, amount)) return 'ledger.insufficient_funds';
    this.rows.push({ debit, credit, amount, refersTo: t.refersTo });
    return undefined;
  }

  /** Whether a row takes one of its accounts below its limit, looking at the account it makes smaller. */
  private wouldBreakLimit(debit: AccountPath, credit: AccountPath, amount: bigint): boolean {
    const breaks = (path: AccountPath, side: Side): boolean => {
      const account = this.find(path);
      if (account === undefined || account.minBalance === null || account.naturalSide === side) return false;
      return this.balance(path) - amount < account.minBalance;
    };
    return breaks(debit, 'debit') || breaks(credit, 'credit');
  }

  balance(path: AccountPath): bigint {
    const account = this.find(path);
    const net = this.rows.reduce(
      (sum, row) => (row.credit === path ? sum + row.amount : row.debit === path ? sum - row.amount : sum),
      0n,
    );
    return account?.naturalSide === 'debit' ? -net : net;
  }

  private find(path: AccountPath): Account | undefined {
    return this.accounts.find((account) => account.path === path);
  }
}

const ORIGINALS = new Map<bigint, Original>([
  [7n, { kind: 'post', asset: 'GBPT/2', amount: 60n, reversed: 10n }],
  [8n, { kind: 'reversal', asset: 'GBPT/2', amount: 60n, reversed: 0n }],
  [9n, { kind: 'post', asset: 'EURT/2', amount: 60n, reversed: 0n }],
]);

const somePath = fc.constantFrom(...PATHS.slice(0, 6), ...PATHS.slice(0, 6), ...PATHS, UNKNOWN);
const someSides = fc.tuple(somePath, somePath).filter(([debit, credit]) => debit !== credit);
const someTransfer: fc.Arbitrary<TransferDraft> = fc
  .record({
    sides: someSides,
    rest: someSides,
    amount: fc.integer({ min: 1, max: 40 }),
    shape: fc.constantFrom('exact', 'exact', 'exact', 'up to', 'up to with rest'),
    refersTo: fc.constantFrom(0n, 0n, 0n, 0n, 7n, 7n, 8n, 9n, 10n),
  })
  .map(({ sides, rest, amount, shape, refersTo }) => ({
    debit: sides[0],
    credit: sides[1],
    amount: minor(BigInt(amount)),
    ...(shape === 'exact' ? {} : { upTo: true }),
    ...(shape === 'up to with rest' ? { rest: { debit: rest[0], credit: rest[1] } } : {}),
    ...(refersTo === 0n ? {} : { kind: 'reversal' as const, refersTo }),
  }));
const someEntries = fc.array(
  fc.record({ n: fc.integer({ min: 1, max: 12 }), transfers: fc.array(someTransfer, { minLength: 1, maxLength: 3 }) }),
  { minLength: 1, maxLength: 14 },
);

describe('decideEntries', () => {
  it('decides every batch as the naive books do, and leaves the same balances', () => {
    fc.assert(
      fc.property(someEntries, (some) => {
        const accounts = PATHS.map((path) => anAccount(path));
        const drafts = some.map(({ n, transfers }) => anEntry(n, transfers));
        const naive = new NaiveBooks(accounts, ORIGINALS);
        const decisions = decide(drafts, aState(accounts, ORIGINALS));
        expect(decisions.map(said)).toEqual(drafts.map((draft) => naive.post(draft)));
        for (const account of lastStates(decisions)) {
          const net =
            account.naturalSide === 'credit' ? account.credits - account.debits : account.debits - account.credits;
          expect([account.path, net]).toEqual([account.path, naive.balance(account.path)]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('numbers each account 1, 2, 3 … and links each row to the one before', () => {
    fc.assert(
      fc.property(someEntries, (some) => {
        const rows = decide(some.map(({ n, transfers }) => anEntry(n, transfers))).flatMap((decision) =>
          decision.outcome === 'posted' ? decision.entry.transfers : [],
        );
        const last = new Map<string, { seq: bigint; number: bigint }>();
        for (const row of rows) {
          for (const side of [row.debit, row.credit]) {
            const before = last.get(side.account.path) ?? { seq: 0n, number: 0n };
            expect([side.prevSeq, side.account.accountSeq]).toEqual([before.seq, before.number + 1n]);
            last.set(side.account.path, { seq: row.seq, number: side.account.accountSeq });
          }
        }
        expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, n) => HEAD + 1n + BigInt(n)));
      }),
    );
  });

  it('changes nothing for the next entry when one is refused', () => {
    const decisions = decide([
      anEntry(1, [
        aTransfer('custody:bank:a', 'org:a:prepaid', 10n),
        aTransfer('org:b:prepaid', 'payee:a:payable', 1n),
      ]),
      anEntry(2, [aTransfer('org:a:prepaid', 'payee:a:payable', 1n)]),
    ]);
    expect(decisions.map(said)).toEqual(['ledger.insufficient_funds', 'ledger.insufficient_funds']);
  });

  it('keeps the limit after each row, not only at the end of the entry', () => {
    const transfers = [
      aTransfer('org:a:prepaid', 'payee:a:payable', 5n),
      aTransfer('custody:bank:a', 'org:a:prepaid', 5n),
    ];
    expect(decide([anEntry(1, transfers)]).map(said)).toEqual(['ledger.insufficient_funds']);
    expect(decide([anEntry(1, transfers.toReversed())]).map(said)).toEqual([
      [
        [101n, 'custody:bank:a', 'org:a:prepaid', 5n],
        [102n, 'org:a:prepaid', 'payee:a:payable', 5n],
      ],
    ]);
  });

  it('reports the first broken rule in the documented order', () => {
    const broken = [
      aTransfer('org:a:prepaid', 'payee:a:payable', 1n, { kind: 'reversal', refersTo: 999n }),
      aTransfer('org:a:prepaid', 'tax:uk:withheld', 1n),
      aTransfer('org:a:prepaid', 'nobody:knows', 1n),
    ];
    const code = (transfers: readonly TransferDraft[]): unknown => said(decide([anEntry(1, transfers)])[0] as Decision);
    expect(code([broken[2]!, broken[1]!])).toBe('ledger.unknown_account_path');
    expect(code([broken[1]!, broken[2]!])).toBe('ledger.account_closed');
    expect(code([broken[0]!, broken[1]!])).toBe('ledger.account_closed');
    expect(code([broken[0]!])).toBe('ledger.original_not_found');
    expect(code([aTransfer('org:a:prepaid', 'payee:a:payable', 1n)])).toBe('ledger.insufficient_funds');
    expect(code([aTransfer('org:a:prepaid', 'payee:a:payable', 1n, { upTo: true })])).toBe('ledger.nothing_to_book');
  });

  it('replays an entry of the same content and refuses another one under its id', () => {
    const draft = anEntry(1, [aTransfer('custody:bank:a', 'org:a:prepaid', 5n)]);
    const state = aState(PATHS.map((path) => anAccount(path)));
    const { contentHash } = prepareEntry(draft);
    const posted = {
      id: draft.id,
      contentHash,
      recordedAt: NOW,
      replayed: true,
      transfers: [],
    };
    const booked: LockedState = { ...state, booked: new Map([[draft.id, { content: entryContent(draft), posted }]]) };
    expect(decide([draft], booked)).toEqual([{ outcome: 'replayed', posted }]);
    const other = { ...draft, transfers: [{ ...draft.transfers[0]!, amount: minor(6n) }] };
    const [decision] = decide([other], booked);
    expect(decision?.outcome === 'refused' && decision.error).toMatchObject({
      code: 'ledger.entry_id_reused',
      details: { field: 'transfers[0].amount' },
    });
  });

  it('refuses totals that int8 cannot hold (ledger.balance_overflow)', () => {
    const accounts = PATHS.map((path) => anAccount(path, path === 'custody:bank:a' ? { debits: MAX_MINOR - 1n } : {}));
    const deposit = (n: number, amount: bigint): EntryDraft =>
      anEntry(n, [aTransfer('custody:bank:a', 'org:a:prepaid', amount)]);
    expect(decide([deposit(1, 2n), deposit(2, 1n)], aState(accounts)).map(said)).toEqual([
      'ledger.balance_overflow',
      [[101n, 'custody:bank:a', 'org:a:prepaid', 1n]],
    ]);
  });

  it('never goes back in recorded time', () => {
    const state = aState(PATHS.map((path) => anAccount(path)));
    const draft = prepareEntry(anEntry(1, [aTransfer('custody:bank:a', 'org:a:prepaid', 5n)]));
    const recorded = [NOW - 5_000, NOW + 5_000].map((now) => {
      const [decision] = decideEntries([draft], state, now as EpochMs);
      return decision?.outcome === 'posted' ? decision.entry.recordedAt : undefined;
    });
    expect(recorded).toEqual([NOW, NOW + 5_000]);
  });
});

function lastStates(decisions: readonly Decision[]): Account[] {
  const last = new Map<string, Account>();
  for (const decision of decisions) {
    if (decision.outcome !== 'posted') continue;
    for (const { debit, credit } of decision.entry.transfers) {
      last.set(debit.account.path, debit.account).set(credit.account.path, credit.account);
    }
  }
  return [...last.values()];
}

describe('prepareEntry', () => {
  const good = aTransfer('custody:bank:a', 'org:a:prepaid', 5n);
  const bad: [string, EntryDraft][] = [
    ['id', anEntry(1, [good], { id: 'X' as Id<'Entry'> })],
    ['effective_at', anEntry(1, [good], { effectiveAt: 1.5 as EpochMs })],
    ['effective_at', anEntry(1, [good], { effectiveAt: 8.6e15 as EpochMs })],
    ['transfers', anEntry(1, [])],
    [
      'transfers',
      anEntry(
        1,
        Array.from({ length: 8_191 }, () => good),
      ),
    ],
    ['transfers[0].amount', anEntry(1, [{ ...good, amount: 0n as typeof good.amount }])],
    ['transfers[0].amount', anEntry(1, [{ ...good, amount: (1n << 63n) as typeof good.amount }])],
    ['transfers[1].debit', anEntry(1, [good, { ...good, debit: 'Org:A' as AccountPath }])],
    ['transfers[0].credit', anEntry(1, [{ ...good, credit: '' as AccountPath }])],
    ['transfers[0].credit', anEntry(1, [{ ...good, credit: good.debit }])],
    ['transfers[0].rest', anEntry(1, [{ ...good, rest: good }])],
    [
      'transfers[0].rest.credit',
      anEntry(1, [{ ...good, upTo: true, rest: { debit: good.debit, credit: good.debit } }]),
    ],
    ['transfers[0].refers_to', anEntry(1, [{ ...good, refersTo: 3n }])],
    ['transfers[0].refers_to', anEntry(1, [{ ...good, kind: 'reversal' }])],
    ['transfers[0].refers_to', anEntry(1, [{ ...good, kind: 'reversal', refersTo: 0n }])],
    ['transfers[0].facts', anEntry(1, [{ ...good, facts: Buffer.alloc(31, 1) }])],
    ['transfers[0].facts', anEntry(1, [{ ...good, facts: Buffer.alloc(32) }])],
  ];

  it.each(bad)('names %s of an entry that can never be booked (ledger.entry_invalid)', (field, draft) => {
    expect(codeAndField(() => prepareEntry(draft))).toEqual(['ledger.entry_invalid', field]);
  });

  it('keeps what was asked for only where the rows cannot tell it', () => {
    expect(prepareEntry(anEntry(1, [good])).requested).toBeNull();
    expect(prepareEntry(anEntry(1, [{ ...good, upTo: true }])).requested).toContain('"up_to":true');
  });
});

function codeAndField(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error instanceof DomainError ? [error.code, error.details['field']] : error;
  }
}
