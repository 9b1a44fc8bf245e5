import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError, type EpochMs, type Json, minor, newId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type AccountPath, type EntryDraft, type TransferDraft, accounts } from '../../index.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { GBPT, NOW, VAULT, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';

const [org, payee] = [anOrganisation(), anOrganisation()];
const PATHS: readonly AccountPath[] = [
  accounts.custody(VAULT),
  accounts.prepaid(org),
  accounts.receivable(org),
  accounts.unfunded(payee),
  accounts.pending(payee),
  accounts.payable(payee),
  accounts.fees(),
  accounts.suspense(),
];

const sides = fc
  .tuple(fc.constantFrom(...PATHS), fc.constantFrom(...PATHS))
  .filter(([debit, credit]) => debit !== credit);
const transfer = fc
  .record({
    sides,
    rest: sides,
    amount: fc.bigInt({ min: 1n, max: 1_000n }),
    shape: fc.constantFrom('exact', 'up to', 'up to with rest'),
    refersTo: fc.oneof(
      { arbitrary: fc.constant(null), weight: 9 },
      { arbitrary: fc.bigInt({ min: 1n, max: 40n }), weight: 1 },
    ),
    facts: fc.option(
      fc.uint8Array({ minLength: 32, maxLength: 32 }).filter((bytes) => bytes.some((byte) => byte !== 0)),
    ),
  })
  .map(({ sides: [debit, credit], rest, amount, shape, refersTo, facts }): TransferDraft => ({
    debit,
    credit,
    amount: minor(amount),
    ...(shape === 'exact' ? {} : { upTo: true }),
    ...(shape === 'up to with rest' ? { rest: { debit: rest[0], credit: rest[1] } } : {}),
    ...(refersTo === null ? {} : { kind: 'reversal' as const, refersTo }),
    ...(facts === null ? {} : { facts }),
  }));
/** Any JSON object, quotes, backslashes, percent signs and astral characters included. */
const metadata = fc.dictionary(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }),
  { maxKeys: 3 },
);
const entry = fc.record({
  transfers: fc.array(transfer, { minLength: 1, maxLength: 4 }),
  metadata,
  day: fc.integer({ min: -40_000, max: 40_000 }),
});

const SEED = 20_261_123;
const REFUSALS = ['ledger.insufficient_funds', 'ledger.original_not_reversible', 'ledger.reversal_exceeds_original'];

describe('PostEntries, with any entries', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db);
    const funds = PATHS.slice(1, 6).map((path) =>
      path === accounts.receivable(org) ? [path, accounts.suspense()] : [accounts.suspense(), path],
    );
    const transfers = [...funds, [PATHS[0]!, accounts.suspense()]].map(([debit, credit]) =>
      aTransfer(debit!, credit!, 4_000n),
    );
    await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [anEntry(transfers)]));
  });
  afterAll(() => db.close());

  it('books exactly what it decides, and PostgreSQL agrees with every row', async () => {
    const refusals = new Set<string>();
    let booked = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 3 }), async (some) => {
        const drafts = some.map(({ day, ...more }): EntryDraft =>
          anEntry(more.transfers, {
            id: newId(NOW),
            effectiveAt: (NOW + day * 86_400_000) as EpochMs,
            metadata: more.metadata as { [key: string]: Json },
          }),
        );
        const post = (): Promise<unknown> => db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, drafts));
        const outcome = await post().catch((error: unknown) => error);
        if (outcome instanceof Error) {
          // A refusal is one of ours; an error of PostgreSQL would mean that the two disagree.
          expect(outcome).toBeInstanceOf(DomainError);
          refusals.add((outcome as DomainError).code);
          return;
        }
        booked += drafts.length;
        await expect(post()).resolves.toEqual((outcome as object[]).map((of) => ({ ...of, replayed: true })));
      }),
      // One fixed draw, so that what it must reach can be said; the pure rules are drawn anew in decide.spec.ts.
      { numRuns: 400, seed: SEED },
    );
    expect(booked).toBeGreaterThan(50);
    expect([...refusals].toSorted()).toEqual(REFUSALS);
    await ledger.makeCheckpoint.execute();
    const report = await ledger.checkMoney.execute();
    expect(report.breaks.filter(({ rule }) => rule !== 'solvency')).toEqual([]);
    expect(report.funds[0]?.asset).toBe(GBPT);
  });
});
