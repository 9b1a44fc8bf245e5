import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock, type IsoDate, SeededRandom } from '#kernel';
import { CommitOutcomeUnknown, CopyPipe, DatabaseUnavailable, type Tx, UnitOfWork } from '#platform/database';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type EntryDraft, type PostOutcome, accounts } from '../../index.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { GBPT, NOW, aDeposit, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';

const codeOf = (outcome: PostOutcome | undefined): string =>
  outcome?.outcome === 'posted' ? 'posted' : String(outcome?.error.code);

/** Counts what goes ahead, and does to it what a test asks for. */
class WatchedPipe extends CopyPipe {
  sent = 0;
  refused = 0;
  /** Runs before the next copy is sent. */
  before: () => Promise<void> = () => Promise.resolve();

  constructor(private readonly pipe: CopyPipe) {
    super();
  }

  override async send(sql: string, rows: Buffer): Promise<void> {
    this.sent += 1;
    const { before } = this;
    this.before = () => Promise.resolve();
    await before();
    try {
      await this.pipe.send(sql, rows);
    } catch (error) {
      this.refused += 1;
      throw error;
    }
  }
}

describe('posting ahead', () => {
  let db: TestDatabase;
  let pipe: WatchedPipe;
  let ledger: TestLedger;
  let other: TestLedger;
  const clock = new FixedClock(NOW);
  const [merchant, payee, rest] = [anOrganisation(), anOrganisation(), anOrganisation()];
  const [prepaid, pending] = [accounts.prepaid(merchant), accounts.pending(payee)];
  const sale = (amount: bigint): EntryDraft => anEntry([aTransfer(prepaid, pending, amount)]);
  const postOne = async (of: TestLedger, draft: EntryDraft): Promise<string> =>
    codeOf((await of.poster.post([draft]))[0]);

  beforeAll(async () => {
    db = await aDatabase();
  });
  beforeEach(async () => {
    pipe = new WatchedPipe(db.copies);
    ledger = aLedger({ ...db, copies: pipe }, clock);
    other = aLedger(db, clock);
    await ledger.poster.post([aDeposit(merchant, 1_000_000n)]);
    await ledger.poster.post([sale(1n)]);
  });
  afterAll(async () => {
    const report = await ledger.checkMoney.execute();
    await db.close();
    expect(report).toMatchObject({ isSound: true, breaks: [] });
  });

  /** Another process posts: what this one knows is old. */
  const elsewhere = async (...drafts: readonly EntryDraft[]): Promise<void> => {
    expect(new Set((await other.poster.post(drafts)).map(codeOf))).toEqual(new Set(['posted']));
  };

  it('is how a batch of known accounts is booked, several under way, each answered after its own commit', async () => {
    const drafts = Array.from({ length: 500 }, (_, n) => sale(BigInt(n + 1)));
    const outcomes = await Promise.all(drafts.map((draft) => ledger.poster.post([draft])));
    expect(new Set(outcomes.flat().map(codeOf))).toEqual(new Set(['posted']));
    expect(pipe.sent).toBeGreaterThan(1);
    expect(pipe.refused).toBe(0);
    const seqs = outcomes.flatMap(([each]) =>
      each?.outcome === 'posted' ? each.entry.transfers.map(({ seq }) => seq) : [],
    );
    const [row] = await db.ownerQuery<{ rows: bigint }>(
      'select count(*) as rows from ledger.transfer where seq = any ($1)',
      [seqs],
    );
    expect(row?.rows).toBe(500n);
  });

  it('waits for the head with an account it has not seen, and with what refers to a transfer that is no open hold of its own', async () => {
    expect(await postOne(ledger, anEntry([aTransfer(prepaid, accounts.pending(rest), 5n)]))).toBe('posted');
    expect(pipe.sent).toBe(0);
    expect(await postOne(ledger, anEntry([aTransfer(prepaid, accounts.pending(rest), 5n)]))).toBe('posted');
    expect(pipe.sent).toBe(1);
    const reversal = anEntry([aTransfer(pending, prepaid, 1n, { kind: 'reversal', refersTo: 2n })]);
    await ledger.poster.post([reversal]);
    expect(pipe.sent).toBe(1);
  });

  it('captures and voids the holds that this process has booked', async () => {
    const hold = (): EntryDraft => anEntry([aTransfer(prepaid, pending, 9n, { kind: 'hold' })]);
    const [first, second, third] = (await ledger.poster.post([hold(), hold(), hold()])).map((each) =>
      each.outcome === 'posted' ? (each.entry.transfers[0]?.seq ?? 0n) : 0n,
    ) as [bigint, bigint, bigint];
    const resolving = (kind: 'capture' | 'void', refersTo: bigint): EntryDraft =>
      anEntry([aTransfer(prepaid, pending, kind === 'void' ? 9n : 4n, { kind, refersTo })]);
    const outcomes = await ledger.poster.post([resolving('capture', first), resolving('void', second)]);
    expect(outcomes.map(codeOf)).toEqual(['posted', 'posted']);
    expect([pipe.sent, pipe.refused]).toEqual([2, 0]);
    // Resolved by itself, and by another process meanwhile.
    expect(await postOne(ledger, resolving('void', first))).toBe('ledger.hold_resolved');
    expect(await postOne(other, resolving('void', third))).toBe('posted');
    const late = await ledger.poster.post([sale(1n), resolving('capture', third)]);
    expect(late.map(codeOf)).toEqual(['posted', 'ledger.hold_resolved']);
  });

  it('books again what was decided on books that another process has moved on', async () => {
    await elsewhere(sale(1n));
    expect(await postOne(ledger, sale(2n))).toBe('posted');
    expect([pipe.sent, pipe.refused]).toEqual([1, 1]);
  });

  it('never answers with a refusal that is not true any more', async () => {
    await ledger.poster.post([anEntry([aTransfer(pending, accounts.payable(payee), 1n)])]);
    await ledger.poster.post([sale(1n), anEntry([aTransfer(accounts.payable(payee), pending, 1n)])]);
    const [have] = await db.ownerQuery<{ free: bigint }>(
      'select credits - debits as free from ledger.account where path = $1',
      [accounts.payable(payee)],
    );
    const all = anEntry([aTransfer(accounts.payable(payee), pending, (have?.free ?? 0n) + 50n)]);
    await elsewhere(anEntry([aTransfer(prepaid, accounts.payable(payee), 50n)]));
    const outcomes = await ledger.poster.post([sale(1n), all]);
    expect(outcomes.map(codeOf)).toEqual(['posted', 'posted']);
  });

  it('asks again for everything behind a batch that was refused, in its order', async () => {
    pipe.before = () => elsewhere(sale(3n));
    const drafts = Array.from({ length: 300 }, () => sale(1n));
    const outcomes = await Promise.all(drafts.map((draft) => ledger.poster.post([draft])));
    const seqs = outcomes.flatMap(([each]) =>
      each?.outcome === 'posted' ? each.entry.transfers.map(({ seq }) => seq) : [],
    );
    expect(seqs).toHaveLength(300);
    expect(seqs).toEqual(seqs.toSorted((a, b) => Number(a - b)));
    expect(pipe.refused).toBeGreaterThan(0);
  });

  it('finds an id that is booked already, with the same content and with another one', async () => {
    const [first, second] = [sale(5n), sale(6n)];
    await elsewhere(first);
    await ledger.poster.post([second]);
    const outcomes = await ledger.poster.post([first, { ...second, metadata: { reason: 'other' } }, second, sale(1n)]);
    expect(outcomes.map(codeOf)).toEqual(['posted', 'ledger.entry_id_reused', 'posted', 'posted']);
    expect(outcomes.map((each) => each.outcome === 'posted' && each.entry.replayed)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('finds an id that is booked already although what it asks for could not be booked any more', async () => {
    const poor = anOrganisation();
    const spend = anEntry([aTransfer(accounts.prepaid(poor), pending, 10n)]);
    expect((await ledger.poster.post([aDeposit(poor, 10n), spend])).map(codeOf)).toEqual(['posted', 'posted']);
    const outcomes = await ledger.poster.post([spend, sale(1n)]);
    expect(outcomes.map(codeOf)).toEqual(['posted', 'posted']);
    expect(outcomes.map((each) => each.outcome === 'posted' && each.entry.replayed)).toEqual([true, false]);
  });

  it('sees that an account is closed which an "up to" amount would leave out', async () => {
    const empty = accounts.withheld('nl');
    const fill = (): EntryDraft => anEntry([aTransfer(prepaid, empty, 1n), aTransfer(empty, prepaid, 1n)]);
    await ledger.poster.post([fill()]);
    const rest = { debit: prepaid, credit: pending };
    const upTo = (): EntryDraft => anEntry([aTransfer(empty, pending, 5n, { upTo: true, rest })]);
    expect(await postOne(ledger, upTo())).toBe('posted');
    await db.unitOfWork.run((tx) => other.closeAccount.execute(tx, { path: empty, asset: GBPT }));
    expect((await ledger.poster.post([upTo(), sale(1n)])).map(codeOf)).toEqual(['ledger.account_closed', 'posted']);
  });

  it('says that nobody knows, not that nothing was written, when it cannot ask what became of a batch', async () => {
    let isAway = false;
    const unitOfWork = new (class extends UnitOfWork {
      override run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
        return isAway ? Promise.reject(new DatabaseUnavailable()) : db.unitOfWork.run(work);
      }
    })();
    const copies = new (class extends CopyPipe {
      override async send(sql: string, rows: Buffer): Promise<void> {
        await db.copies.send(sql, rows);
        isAway = true;
        throw new CommitOutcomeUnknown();
      }
    })();
    const process = aLedger({ ...db, unitOfWork, copies }, clock);
    await process.poster.post([sale(1n)]);
    const draft = sale(2n);
    expect(await postOne(process, draft)).toBe('database.commit_outcome_unknown');
    expect(await postOne(process, sale(3n))).toBe('database.unavailable');
    isAway = false;
    expect(await process.poster.post([draft])).toMatchObject([{ outcome: 'posted', entry: { replayed: true } }]);
  });

  it('sees an account that was closed and a period that was closed meanwhile', async () => {
    const doomed = accounts.withheld('fr');
    await ledger.poster.post([anEntry([aTransfer(prepaid, doomed, 1n)]), anEntry([aTransfer(doomed, prepaid, 1n)])]);
    await db.unitOfWork.run((tx) => other.closeAccount.execute(tx, { path: doomed, asset: GBPT }));
    expect(await postOne(ledger, anEntry([aTransfer(prepaid, doomed, 1n)]))).toBe('ledger.account_closed');
    expect(await postOne(ledger, sale(1n))).toBe('posted');
    await other.movePeriods.execute({
      kind: 'close',
      until: '2025-12-01' as IsoDate,
      by: 'anna',
      reason: 'november is done',
    });
    const old = { ...sale(1n), effectiveAt: (NOW - 90 * 86_400_000) as EntryDraft['effectiveAt'] };
    expect(await postOne(ledger, old)).toBe('ledger.period_closed');
    await other.movePeriods.execute({ kind: 'reopen', until: null, by: 'anna', reason: 'not yet' });
    expect(await postOne(ledger, { ...sale(1n), effectiveAt: old.effectiveAt })).toBe('posted');
  });

  it('loses and doubles nothing when its connection is lost, before or behind the commit', async () => {
    for (const isBehind of [false, true]) {
      const drafts = Array.from({ length: 40 }, () => sale(1n));
      pipe.before = async () => {
        if (isBehind) return;
        await db.ownerQuery(`select pg_terminate_backend(pid) from pg_stat_activity where query like 'copy ledger.%'`);
      };
      const lossy = new (class extends WatchedPipe {
        override async send(sql: string, rows: Buffer): Promise<void> {
          await super.send(sql, rows);
          if (isBehind && this.sent === 1) throw new Error('Connection terminated unexpectedly');
        }
      })(pipe);
      const process = aLedger({ ...db, copies: lossy }, clock);
      await process.poster.post([sale(1n)]);
      const outcomes = await Promise.all(drafts.map((draft) => process.poster.post([draft])));
      expect(new Set(outcomes.flat().map(codeOf))).toEqual(new Set(['posted']));
      const [row] = await db.ownerQuery<{ booked: bigint }>(
        'select count(*) as booked from ledger.entry where id = any ($1)',
        [drafts.map(({ id }) => id)],
      );
      expect(row?.booked).toBe(40n);
    }
  });

  it('books the same as one process alone would, with three processes at it that also send each other’s entries', async () => {
    const random = new SeededRandom(20_261_124);
    const processes = [ledger, other, aLedger(db, clock)];
    const paths = [prepaid, pending, accounts.payable(payee), accounts.pending(rest)];
    const drafts = Array.from({ length: 400 }, () => {
      const debit = random.pick(paths);
      const credit = random.pick(paths.filter((path) => path !== debit));
      return anEntry([aTransfer(debit, credit, BigInt(random.between(1, 60_000)))]);
    });
    const answers = new Map<string, Set<string>>();
    const lanes = processes
      .flatMap((process) => [process, process, process])
      .map(async (process) => {
        for (const draft of drafts) {
          const [outcome] = await process.poster.post([draft]);
          if (outcome?.outcome !== 'posted') continue; // A refusal by state may be sent again, and is.
          const result = JSON.stringify(outcome.entry.transfers, (_, value: unknown) =>
            typeof value === 'bigint' ? String(value) : value,
          );
          answers.set(draft.id, (answers.get(draft.id) ?? new Set()).add(result));
        }
      });
    await Promise.all(lanes);
    expect([...answers.values()].filter((results) => results.size !== 1)).toEqual([]);
    const [row] = await db.ownerQuery<{ booked: bigint }>(
      'select count(*) as booked from ledger.entry where id = any ($1)',
      [drafts.map(({ id }) => id)],
    );
    expect(row?.booked).toBe(BigInt(answers.size));
    expect((await ledger.checkMoney.execute()).breaks).toEqual([]);
  });
});
