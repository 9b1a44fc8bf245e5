import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FixedClock } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type EntryDraft, type PostOutcome, accounts } from '../../index.ts';
import type { TransferKind } from '../../domain/entry.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { NOW, aDeposit, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';

const codeOf = (outcome: PostOutcome | undefined): string =>
  outcome?.outcome === 'refused' ? outcome.error.code : (outcome?.outcome ?? 'nothing');

describe('holds', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db, new FixedClock(NOW));
  });
  afterAll(async () => {
    const report = await ledger.checkMoney.execute();
    await db.close();
    expect(report).toMatchObject({ isSound: true, breaks: [] });
  });

  async function funded(amount: bigint) {
    const merchant = anOrganisation();
    const [prepaid, leased] = [accounts.prepaid(merchant), accounts.leased(merchant)];
    await ledger.poster.post([aDeposit(merchant, amount)]);
    const draft = (kind: TransferKind, of: bigint, refersTo?: bigint, credit = leased): EntryDraft =>
      anEntry([aTransfer(prepaid, credit, of, refersTo === undefined ? { kind } : { kind, refersTo })]);
    const post = async (kind: TransferKind, of: bigint, refersTo?: bigint, credit = leased): Promise<PostOutcome> =>
      (await ledger.poster.post([draft(kind, of, refersTo, credit)]))[0] as PostOutcome;
    const hold = async (of: bigint): Promise<bigint> => {
      const outcome = await post('hold', of);
      if (outcome.outcome === 'refused') throw outcome.error;
      return outcome.entry.transfers[0]?.seq ?? 0n;
    };
    const balance = async (): Promise<[bigint, bigint]> => {
      const [of, to] = await ledger.readBalances.execute(
        [prepaid, leased].map((path) => ({ path, asset: anEntry([]).asset })),
      );
      return [of?.balance ?? 0n, to?.balance ?? 0n];
    };
    return { prepaid, leased, draft, post, hold, balance };
  }

  it('reserve without moving, and what is reserved cannot be spent', async () => {
    const { post, hold, balance } = await funded(100n);
    await hold(60n);
    expect(await balance()).toEqual([100n, 0n]);
    expect(codeOf(await post('post', 41n))).toBe('ledger.insufficient_funds');
    expect(codeOf(await post('hold', 41n))).toBe('ledger.insufficient_funds');
    expect(codeOf(await post('post', 40n))).toBe('posted');
    expect(codeOf(await post('post', 1n))).toBe('ledger.insufficient_funds');
  });

  it('are captured in part, which frees the rest, and once only', async () => {
    const { post, hold, balance } = await funded(100n);
    const seq = await hold(60n);
    expect(codeOf(await post('capture', 61n, seq))).toBe('ledger.hold_exceeded');
    expect(codeOf(await post('capture', 25n, seq))).toBe('posted');
    expect(await balance()).toEqual([75n, 25n]);
    expect(codeOf(await post('capture', 1n, seq))).toBe('ledger.hold_resolved');
    expect(codeOf(await post('void', 60n, seq))).toBe('ledger.hold_resolved');
    expect(codeOf(await post('post', 75n))).toBe('posted');
  });

  it('are voided whole', async () => {
    const { post, hold, balance } = await funded(100n);
    const seq = await hold(60n);
    expect(codeOf(await post('void', 59n, seq))).toBe('ledger.hold_exceeded');
    expect(codeOf(await post('void', 60n, seq))).toBe('posted');
    expect(await balance()).toEqual([100n, 0n]);
    expect(codeOf(await post('post', 100n))).toBe('posted');
  });

  it('belong to their accounts, and only a hold can be captured', async () => {
    const { prepaid, post, hold } = await funded(100n);
    const seq = await hold(10n);
    expect(codeOf(await post('capture', 10n, seq, accounts.fees()))).toBe('ledger.hold_of_others');
    expect(codeOf(await post('capture', 10n, 1n << 40n))).toBe('ledger.hold_not_found');
    const paid = await ledger.poster.post([anEntry([aTransfer(prepaid, accounts.fees(), 5n)])]);
    const plain = paid[0]?.outcome === 'posted' ? paid[0].entry.transfers[0]?.seq : undefined;
    expect(codeOf(await post('capture', 5n, plain, accounts.fees()))).toBe('ledger.hold_not_found');
  });

  it('resolve once, even within one batch, and an entry that is refused keeps its hold open', async () => {
    const { prepaid, leased, draft, post, hold } = await funded(100n);
    const seq = await hold(10n);
    const tooMuch = anEntry([
      aTransfer(prepaid, leased, 10n, { kind: 'capture', refersTo: seq }),
      aTransfer(prepaid, leased, 1_000n),
    ]);
    const outcomes = await ledger.poster.post([tooMuch, draft('capture', 10n, seq), draft('void', 10n, seq)]);
    expect(outcomes.map(codeOf)).toEqual(['ledger.insufficient_funds', 'posted', 'ledger.hold_resolved']);
    expect(codeOf(await post('post', 90n))).toBe('posted');
  });

  it('can be reversed once captured', async () => {
    const { prepaid, leased, post, hold, balance } = await funded(100n);
    const captured = await post('capture', 30n, await hold(50n));
    const seq = captured.outcome === 'posted' ? captured.entry.transfers[0]?.seq : undefined;
    const back = (amount: bigint): EntryDraft =>
      anEntry([aTransfer(leased, prepaid, amount, { kind: 'reversal', refersTo: seq ?? 0n })]);
    expect((await ledger.poster.post([back(20n), back(11n), back(10n)])).map(codeOf)).toEqual([
      'posted',
      'ledger.reversal_exceeds_original',
      'posted',
    ]);
    expect(await balance()).toEqual([100n, 0n]);
  });

  it('agree with a model, whatever comes in whatever order', async () => {
    const step = fc.record({
      kind: fc.constantFrom<TransferKind>('post', 'hold', 'capture', 'void'),
      amount: fc.bigInt(1n, 60n),
      which: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const { post, balance } = await funded(100n);
        const open: { seq: bigint; amount: bigint }[] = [];
        let [free, moved] = [100n, 0n];
        for (const { kind, amount, which } of steps) {
          const index = which % Math.max(open.length, 1);
          const target = open[index];
          if (kind === 'post' || kind === 'hold') {
            const outcome = await post(kind, amount);
            expect(codeOf(outcome)).toBe(amount <= free ? 'posted' : 'ledger.insufficient_funds');
            if (outcome.outcome === 'refused') continue;
            free -= amount;
            if (kind === 'hold') open.push({ seq: outcome.entry.transfers[0]?.seq ?? 0n, amount });
            else moved += amount;
          } else if (target !== undefined) {
            const taken = kind === 'void' ? target.amount : amount;
            const outcome = await post(kind, taken, target.seq);
            expect(codeOf(outcome)).toBe(taken <= target.amount ? 'posted' : 'ledger.hold_exceeded');
            if (outcome.outcome === 'refused') continue;
            open.splice(index, 1);
            moved += kind === 'capture' ? taken : 0n;
            free += kind === 'capture' ? target.amount - taken : target.amount;
          }
        }
        expect(await balance()).toEqual([100n - moved, moved]);
      }),
      { numRuns: 10 },
    );
  });
});
