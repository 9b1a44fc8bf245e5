import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS, type EpochMs, FixedClock, SeededRandom } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type EntryDraft, accounts } from '../../index.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { GBPT, aDeposit, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';

const START = Date.UTC(2026, 0, 1);
const DAYS = 12;

describe('totals by day', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  const random = new SeededRandom(5);
  const orgs = Array.from({ length: 6 }, anOrganisation);
  const clock = new FixedClock((START + DAYS * DAY_MS) as EpochMs);
  const endOf = (day: number): EpochMs => (START + (day + 1) * DAY_MS - 1) as EpochMs;

  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db, clock);
    await post(...orgs.map((org) => ({ ...aDeposit(org, 100_000n), effectiveAt: anyDay() })));
    await somePosts(40);
    await ledger.rollUpDays.execute();
    await somePosts(40); // Backdated behind what is rolled up.
    await ledger.rollUpDays.execute();
    await somePosts(20); // Behind the days: reports read these from their rows.
  });
  afterAll(() => db.close());

  const anyDay = (): EpochMs => (START + random.between(0, DAYS * DAY_MS - 1)) as EpochMs;
  const post = (...drafts: EntryDraft[]) => db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, drafts));
  async function somePosts(count: number): Promise<void> {
    for (let each = 0; each < count; each += 1) {
      const [from, to] = [random.pick(orgs), random.pick(orgs)];
      const amount = BigInt(random.between(1, 50));
      const [sale] = await post(
        anEntry([aTransfer(accounts.prepaid(from), accounts.pending(to), amount)], { effectiveAt: anyDay() }),
      );
      const more = [
        anEntry(
          [
            aTransfer(accounts.pending(to), accounts.prepaid(from), 1n, {
              kind: 'reversal',
              refersTo: sale!.transfers[0]!.seq,
            }),
          ],
          { effectiveAt: anyDay() },
        ),
        anEntry([aTransfer(accounts.prepaid(from), accounts.leased(from), 2n, { kind: 'hold' })], {
          effectiveAt: anyDay(),
        }),
      ];
      await post(...more);
    }
  }
  /** The same report from the rows: one millisecond earlier is no end of a day, and nothing took effect in it. */
  const fromRows = (day: number): { effectiveAt: EpochMs } => ({ effectiveAt: (endOf(day) - 1) as EpochMs });

  /** Lines on which something moved: today's report also lists accounts that only held. */
  const movedLines = async (moment: { effectiveAt?: EpochMs }) =>
    (await ledger.trialBalance.execute(moment)).assets.flatMap(({ lines }) =>
      lines.filter(({ debits, credits }) => debits + credits > 0n),
    );

  it('draw up the trial balance at the end of every day that the rows make', async () => {
    for (let day = -1; day <= DAYS; day += 1) {
      const fast = await ledger.trialBalance.execute({ effectiveAt: endOf(day) });
      expect(fast).toEqual(await ledger.trialBalance.execute(fromRows(day)));
    }
    const [first] = (await ledger.trialBalance.execute({ effectiveAt: endOf(DAYS) })).assets;
    expect(first!.debits).toBe(first!.credits);
    expect(await movedLines({ effectiveAt: endOf(DAYS) })).toEqual(await movedLines({}));
  });

  it('list every account, page by page, and one account at a day', async () => {
    for (const day of [0, 3, 7, DAYS]) {
      const fast = await ledger.trialBalance.accounts({ effectiveAt: endOf(day) }, { limit: 5 });
      expect(fast).toEqual(await ledger.trialBalance.accounts(fromRows(day), { limit: 5 }));
      for (const org of orgs) {
        const ref = { path: accounts.prepaid(org), asset: GBPT };
        expect(await ledger.balanceAt.execute(ref, { effectiveAt: endOf(day) })).toEqual(
          await ledger.balanceAt.execute(ref, fromRows(day)),
        );
      }
    }
  });

  it('may be rolled up by two at once and again, and count each row once', async () => {
    await Promise.all([ledger.rollUpDays.execute(), ledger.rollUpDays.execute()]);
    await ledger.rollUpDays.execute();
    const [row] = await db.ownerQuery<{ wrong: bigint }>(
      `select count(*) as wrong from ledger.account a
       left join (select account_id, sum(debits) as debits, sum(credits) as credits from ledger.account_day group by account_id) d on d.account_id = a.id
       where (a.debits, a.credits) is distinct from (coalesce(d.debits, 0)::int8, coalesce(d.credits, 0)::int8)`,
    );
    expect(row!.wrong).toBe(0n);
    expect(await movedLines({ effectiveAt: endOf(DAYS) })).toEqual(await movedLines({}));
  });

  it('are written by nobody but the roll-up', async () => {
    await expect(db.database.query('update ledger.account_day set debits = 0')).rejects.toMatchObject({
      code: '42501',
    });
    await expect(db.database.query('delete from ledger.line_day')).rejects.toMatchObject({ code: '42501' });
  });
});
