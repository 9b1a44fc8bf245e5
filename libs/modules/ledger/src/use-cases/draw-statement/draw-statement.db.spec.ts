import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock, type Id, type Json, SeededRandom, sha256 } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { verifyStatement } from '#verify';
import { type AccountPath, type EntryDraft, accounts } from '../../index.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { GBPT, NOW, aDeposit, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';

const OMISSIONS = 100;

type Statement = { [key: string]: Json } & {
  readonly transfers: readonly { readonly seq: string }[];
  readonly log: { readonly inclusion: { [seq: string]: Json } };
};

describe('statements', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  const clock = new FixedClock(NOW);
  const merchant = anOrganisation();
  const payees = Array.from({ length: 7 }, anOrganisation);

  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db, clock);
    await post(aDeposit(merchant, 1_000_000n));
    for (let round = 1; round <= 30; round += 1) {
      await post(
        ...payees.map((payee, at) =>
          anEntry([aTransfer(accounts.prepaid(merchant), accounts.pending(payee), BigInt(round + at))]),
        ),
        anEntry([aTransfer(accounts.pending(payees[0]!), accounts.payable(payees[0]!), 5n, { upTo: true })]),
      );
    }
    await ledger.commitBalances.execute();
    await ledger.makeCheckpoint.execute();
  });
  afterAll(() => db.close());

  function post(...drafts: EntryDraft[]): Promise<unknown> {
    return db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, drafts));
  }
  const statements = new Map<AccountPath, Statement>();
  /** A copy to change. */
  async function drawn(path: AccountPath): Promise<Statement> {
    const statement =
      statements.get(path) ?? ((await ledger.drawStatement.execute({ path, asset: GBPT })) as Statement);
    statements.set(path, statement);
    return structuredClone(statement);
  }
  const pending = (payee: Id<'Organisation'>): AccountPath => accounts.pending(payee);

  it('prove every account of the books by the balances that the log holds', async () => {
    const paths = [...payees.map(pending), accounts.prepaid(merchant), accounts.payable(payees[0]!)];
    for (const path of paths) {
      const report = await verifyStatement(await drawn(path));
      expect(report.steps.filter(({ status }) => status !== 'ok').map(({ name }) => name)).toEqual(['anchor']);
      expect(report.outcome).toBe('pending'); // No chain was given; everything that can be checked holds.
    }
    expect((await verifyStatement(await drawn(pending(payees[0]!)))).transfers).toBe(60);
  });

  it(`show each of ${OMISSIONS} planted omissions, last ones among them`, async () => {
    const random = new SeededRandom(100);
    const missed: string[] = [];
    for (let drill = 0; drill < OMISSIONS; drill += 1) {
      const statement = await drawn(pending(random.pick(payees)));
      const count = statement.transfers.length;
      // A third leave out the newest one or more, which no link of the rows left shows.
      const [from, length] =
        drill % 3 === 0
          ? [count - 1 - (drill % 4), 1 + (drill % 4)]
          : [random.between(0, count - 1), random.between(1, 3)];
      const left = statement.transfers.toSpliced(from, length);
      const gone = statement.transfers.slice(from, from + length).map(({ seq }) => seq);
      for (const seq of gone) delete statement.log.inclusion[seq];
      const report = await verifyStatement({ ...statement, transfers: left });
      if (report.outcome !== 'failed') missed.push(`${gone.join(', ')} of ${count}`);
    }
    expect(missed).toEqual([]);
  });

  it('show an omission whose rows were numbered and linked anew', async () => {
    const statement = await drawn(pending(payees[1]!));
    const [, second, third] = statement.transfers as unknown as Record<'seq' | 'credit', unknown>[];
    const relinked = { ...third, credit: { ...(third!.credit as object), account_seq: '2', prev_seq: second!.seq } };
    const transfers = [statement.transfers[0], relinked, ...statement.transfers.slice(3)];
    expect(await verifyStatement({ ...statement, transfers })).toMatchObject({ outcome: 'failed' });
  });

  it.each(['account_seq', 'last_seq', 'credits', 'owed', 'size', 'index', 'account_count'])(
    'show a place in the balances with another %s',
    async (field) => {
      const statement = await drawn(pending(payees[2]!));
      const balances = statement['balances'] as { [key: string]: string };
      const changed = { ...statement, balances: { ...balances, [field]: String(BigInt(balances[field]!) + 1n) } };
      const report = await verifyStatement(changed);
      expect(report.steps.find(({ name }) => name === 'balances')?.status).toBe('failed');
    },
  );

  it('are refused by PostgreSQL when the tree is not the one in the note', async () => {
    const [row] = await db.ownerQuery<{ size: bigint; note_seq: bigint }>('select size, note_seq from ledger.balances');
    await expect(
      db.database.query(
        `insert into ledger.balances select asset, size - 1, note_seq, last_account_id, account_count, owed + 1, root, leaves from ledger.balances where size = $1`,
        [row!.size],
      ),
    ).rejects.toMatchObject({
      constraint: expect.stringMatching(/^(i10_balances_are_noted|balances_note_counts_once)$/),
    });
    await expect(db.ownerQuery('update ledger.balances set owed = 0')).rejects.toMatchObject({
      constraint: 'i5_history_never_changes',
    });
  });

  it('are of balances that add up to what is owed', async () => {
    const { funds } = await ledger.checkMoney.execute();
    const [row] = await db.ownerQuery<{ owed: bigint; account_count: bigint }>(
      'select owed, account_count from ledger.balances',
    );
    expect(row!.owed).toBe(funds[0]!.owed);
    expect(row!.account_count).toBe(10n);
  });

  it('commit to balances once a day, and not twice to the same books', async () => {
    const count = async (): Promise<bigint> =>
      (await db.ownerQuery<{ count: bigint }>('select count(*) from ledger.balances'))[0]!.count;
    expect(await ledger.commitBalances.execute()).toHaveLength(1); // The note itself made the log longer.
    const before = await count();
    await ledger.commitBalances.daily();
    expect(await count()).toBe(before);
    await db.unitOfWork.run((tx) => ledger.appendNotes.execute(tx, [{ topic: 'test', hash: sha256('later') }]));
    clock.advance(24 * 60 * 60 * 1_000);
    await ledger.commitBalances.daily();
    expect(await count()).toBe(before + 1n);
  });
});
