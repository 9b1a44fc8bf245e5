import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EpochMs, FixedClock } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type EntryDraft, accounts } from '../../index.ts';
import type { Moment } from '../../domain/moment.ts';
import type { TransferKind } from '../../domain/entry.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { GBPT, NOW, VAULT, aDeposit, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';

const HOUR = 3_600_000;
const SPAN = 200;
const ENTRIES = 160;

/** What was booked, as the oracle keeps it: every movement with both its times. */
type Moved = { debit: string; credit: string; amount: bigint; effectiveAt: number; recordedAt: number };

// The oracle adds up every movement that a test booked, one by one; it shares nothing with the SQL.
describe('the trial balance at any past moment', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  const clock = new FixedClock(NOW);
  const moved: Moved[] = [];
  const lineOf = new Map<string, string>();

  const hours = (of: number): EpochMs => (NOW + of * HOUR) as EpochMs;

  /** Books a draft at a recorded time; what it moved goes to the oracle as well. */
  async function book(draft: EntryDraft, recordedAt: number, isMoving = true): Promise<bigint> {
    clock.set(recordedAt as EpochMs);
    const [outcome] = await ledger.poster.post([draft]);
    if (outcome?.outcome !== 'posted') throw new Error(`not booked: ${outcome?.outcome ?? 'nothing'}`);
    for (const { debit, credit, amount } of outcome.entry.transfers) {
      if (isMoving) moved.push({ debit, credit, amount, effectiveAt: draft.effectiveAt, recordedAt });
    }
    return outcome.entry.transfers[0]?.seq ?? 0n;
  }

  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db, clock);
    const merchants = [anOrganisation(), anOrganisation(), anOrganisation()];
    const payees = [anOrganisation(), anOrganisation()];
    for (const merchant of merchants) {
      lineOf.set(accounts.prepaid(merchant), 'org:prepaid').set(accounts.leased(merchant), 'org:leased');
      await book({ ...aDeposit(merchant, 1_000_000n), effectiveAt: hours(0) }, hours(0));
    }
    for (const payee of payees) {
      lineOf.set(accounts.pending(payee), 'payee:pending').set(accounts.payable(payee), 'payee:payable');
    }
    lineOf.set(accounts.fees(), 'platform:fees').set(accounts.custody(VAULT), 'custody:chain');
    const plans = fc.sample(
      fc.record({
        from: fc.constantFrom(...merchants),
        to: fc.constantFrom(...payees),
        amount: fc.bigInt(1n, 500n),
        late: fc.nat(SPAN),
        kind: fc.constantFrom('sale', 'sale', 'matured', 'capture', 'void'),
      }),
      { numRuns: ENTRIES, seed: 7 },
    );
    for (const [index, { from, to, amount, late, kind }] of plans.entries()) {
      const recordedAt = hours((SPAN * (index + 1)) / ENTRIES);
      const effectiveAt = Math.max(NOW, recordedAt - late * HOUR) as EpochMs;
      const [prepaid, leased] = [accounts.prepaid(from), accounts.leased(from)];
      const pending = accounts.pending(to);
      const hold = (of: TransferKind, refersTo?: bigint): EntryDraft =>
        anEntry([aTransfer(prepaid, leased, amount, refersTo === undefined ? { kind: of } : { kind: of, refersTo })], {
          effectiveAt,
        });
      if (kind === 'capture' || kind === 'void') {
        const seq = await book(hold('hold'), recordedAt, false);
        await book(hold(kind, seq), recordedAt, kind === 'capture');
        continue;
      }
      await book(
        anEntry([aTransfer(prepaid, pending, amount * 2n), aTransfer(prepaid, accounts.fees(), amount)], {
          effectiveAt,
        }),
        recordedAt,
      );
      if (kind === 'matured') {
        await book(anEntry([aTransfer(pending, accounts.payable(to), amount)], { effectiveAt }), recordedAt);
      }
    }
  });
  afterAll(() => db.close());

  const sumsBy = (moment: Moment, keyOf: (path: string) => string): Map<string, [debits: bigint, credits: bigint]> => {
    const sums = new Map<string, [bigint, bigint]>();
    const add = (path: string, debit: bigint, credit: bigint): void => {
      const [debits, credits] = sums.get(keyOf(path)) ?? [0n, 0n];
      sums.set(keyOf(path), [debits + debit, credits + credit]);
    };
    for (const { debit, credit, amount, effectiveAt, recordedAt } of moved) {
      if (moment.effectiveAt !== undefined && effectiveAt > moment.effectiveAt) continue;
      if (moment.recordedAt !== undefined && recordedAt > moment.recordedAt) continue;
      add(debit, amount, 0n);
      add(credit, 0n, amount);
    }
    return sums;
  };

  const someMoment = fc.record(
    {
      effectiveAt: fc.integer({ min: -HOUR, max: (SPAN + 1) * HOUR }).map((ms) => (NOW + ms) as EpochMs),
      recordedAt: fc.integer({ min: -HOUR, max: (SPAN + 1) * HOUR }).map((ms) => (NOW + ms) as EpochMs),
    },
    { requiredKeys: [] },
  );

  it('is what a replay of every movement gives, line by line, and balances', async () => {
    await fc.assert(
      fc.asyncProperty(someMoment, async (moment) => {
        const { assets } = await ledger.trialBalance.execute(moment);
        const lines = new Map<string, [bigint, bigint]>();
        for (const { asset, debits, credits, lines: ofAsset } of assets) {
          expect([asset, debits]).toEqual([GBPT, credits]);
          for (const { line, debits: of, credits: to } of ofAsset) if (of + to > 0n) lines.set(line, [of, to]);
        }
        expect(lines).toEqual(sumsBy(moment, (path) => lineOf.get(path) ?? path));
      }),
      { numRuns: 60, examples: [[{}], [{ effectiveAt: hours(0) }], [{ recordedAt: hours(SPAN) }]] },
    );
  });

  it('is what a replay gives account by account, and each account agrees with its own past balance', async () => {
    await fc.assert(
      fc.asyncProperty(someMoment, async (moment) => {
        const rows = await ledger.trialBalance.accounts(moment);
        const found = rows.filter(({ debits, credits }) => debits + credits > 0n);
        const sums = new Map(found.map(({ path, debits, credits }) => [path as string, [debits, credits]]));
        expect(sums).toEqual(sumsBy(moment, (path) => path));
        for (const { path, balance } of found.slice(0, 3)) {
          expect((await ledger.balanceAt.execute({ path, asset: GBPT }, moment)).balance).toBe(balance);
        }
      }),
      { numRuns: 25 },
    );
  });
});
