import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#kernel';
import { CommitOutcomeUnknown, type Tx, UnitOfWork } from '#platform/database';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type EntryDraft, type PostOutcome, accounts } from '../../index.ts';
import type { DecidedEntry } from '../../domain/decide.ts';
import { PgLedgerStore } from '../../storage/pg-ledger.store.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { NOW, aDeposit, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';
import { Poster } from './poster.ts';

const codeOf = (outcome: PostOutcome): string => (outcome.outcome === 'posted' ? 'posted' : outcome.error.code);

describe('Poster', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  const clock = new FixedClock(NOW);
  const [merchant, payee] = [anOrganisation(), anOrganisation()];
  const [prepaid, pending] = [accounts.prepaid(merchant), accounts.pending(payee)];
  const sale = (amount: bigint): EntryDraft => anEntry([aTransfer(prepaid, pending, amount)]);

  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db, clock);
    await ledger.poster.post([aDeposit(merchant, 1_000_000n)]);
  });
  afterAll(async () => {
    const report = await ledger.checkMoney.execute();
    await db.close();
    expect(report).toMatchObject({ isSound: true, breaks: [] });
  });

  it('answers one outcome an entry, in order, refusals by name, and books the others', async () => {
    const twice = sale(5n);
    const outcomes = await ledger.poster.post([
      sale(1n),
      sale(2_000_000n),
      anEntry([]),
      twice,
      twice,
      { ...twice, metadata: { reason: 'other' } },
      anEntry([aTransfer(prepaid, pending, 1n)], { asset: 'XXXT/2' as EntryDraft['asset'] }),
      sale(2n),
    ]);
    expect(outcomes.map(codeOf)).toEqual([
      'posted',
      'ledger.insufficient_funds',
      'ledger.entry_invalid',
      'posted',
      'posted',
      'ledger.entry_id_reused',
      'ledger.unknown_asset',
      'posted',
    ]);
    expect(outcomes.flatMap((each) => (each.outcome === 'posted' ? [each.entry.replayed] : []))).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  it('books what waits in few transactions and answers every caller', async () => {
    const [{ seq: before } = { seq: 0n }] = await db.ownerQuery<{ seq: bigint }>('select seq from ledger.head');
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => ledger.poster.post([sale(1n)])));
    expect(new Set(outcomes.flat().map(codeOf))).toEqual(new Set(['posted']));
    const [row] = await db.ownerQuery<{ rows: number; transactions: number }>(
      'select count(*)::int4 as rows, count(distinct xmin::text)::int4 as transactions from ledger.transfer where seq > $1',
      [before],
    );
    expect(row?.rows).toBe(200);
    expect(row?.transactions).toBeLessThan(5);
  });

  it('works beside other posters, each id counting once', async () => {
    const others = [ledger.poster, aLedger(db, clock).poster, aLedger(db, clock).poster];
    const drafts = Array.from({ length: 60 }, () => sale(1n));
    const outcomes = await Promise.all(drafts.flatMap((draft) => others.map((poster) => poster.post([draft]))));
    const fresh = outcomes.flat().filter((each) => each.outcome === 'posted' && !each.entry.replayed);
    expect(new Set(outcomes.flat().map(codeOf))).toEqual(new Set(['posted']));
    expect(fresh).toHaveLength(drafts.length);
  });

  it('takes no more than fits into its queue (ledger.busy), and later again', async () => {
    class Small extends Poster {
      protected override readonly mostWaiting = 10;
    }
    const small = new Small(db.unitOfWork, new PgLedgerStore(), clock);
    const first = small.post(Array.from({ length: 10 }, () => sale(1n)));
    expect((await small.post([sale(1n)])).map(codeOf)).toEqual(['ledger.busy']);
    expect(new Set((await first).map(codeOf))).toEqual(new Set(['posted']));
    expect((await small.post([sale(1n)])).map(codeOf)).toEqual(['posted']);
  });

  it('finds the result when the connection is lost while committing', async () => {
    let losses = 0;
    class Lossy extends UnitOfWork {
      override async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
        const result = await db.unitOfWork.run(work);
        if ((losses += 1) === 1) throw new CommitOutcomeUnknown();
        return result;
      }
    }
    const draft = sale(7n);
    const [outcome] = await new Poster(new Lossy(), new PgLedgerStore(), clock).post([draft]);
    expect(outcome).toMatchObject({ outcome: 'posted', entry: { id: draft.id, replayed: true } });
    expect(losses).toBe(2);
  });

  it('fails only whose entry is the cause when something is wrong with the program', async () => {
    const bad = sale(13n);
    class Broken extends PgLedgerStore {
      override async append(tx: Tx, entries: readonly DecidedEntry[]): Promise<void> {
        if (entries.some(({ draft }) => draft.id === bad.id)) throw new TypeError('a bug');
        await super.append(tx, entries);
      }
    }
    const poster = new Poster(db.unitOfWork, new Broken(), clock);
    const settled = await Promise.allSettled([sale(1n), bad, sale(1n), sale(1n)].map((draft) => poster.post([draft])));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  });

  it('does not join the transaction of whoever starts a batch', async () => {
    let posting: Promise<PostOutcome[]> | undefined;
    const undone = db.unitOfWork.run(async (tx) => {
      await tx.query('select 1');
      posting = ledger.poster.post([sale(3n)]);
      throw new RangeError('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect((await posting)?.map(codeOf)).toEqual(['posted']);
  });

  it('answers what waits when the process ends, and takes nothing new', async () => {
    const poster = new Poster(db.unitOfWork, new PgLedgerStore(), clock);
    const waiting = poster.post([sale(1n), sale(1n)]);
    const closing = poster.beforeApplicationShutdown();
    expect((await poster.post([sale(1n)])).map(codeOf)).toEqual(['ledger.busy']);
    await closing;
    expect((await waiting).map(codeOf)).toEqual(['posted', 'posted']);
  });
});
