import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS, type EpochMs, FixedClock, type IsoDate, SeededRandom } from '#kernel';
import { PrimaryReports } from '#platform/database';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { ageReceivable } from '../../domain/aged-receivable.ts';
import { type AccountPath, type EntryDraft, type PostedEntry, accounts } from '../../index.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { GBPT, aDeposit, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';
import { ReportStore } from '../../storage/report.store.ts';
import { AgedReceivables } from '../aged-receivables/aged-receivables.ts';
import { BalanceHistory } from '../balance-history/balance-history.ts';
import { GeneralLedger, type LedgerPlace, type LedgerRow } from './general-ledger.ts';

const START = Date.UTC(2026, 0, 1);
const DAYS = 40;
const isoDay = (at: number): IsoDate => new Date(at).toISOString().slice(0, 10) as IsoDate;
const dayOf = (day: number): IsoDate => isoDay(START + day * DAY_MS);

/** One side of a posted transfer, as the test remembers it. */
type Side = {
  seq: bigint;
  path: AccountPath;
  counter: string;
  isDebit: boolean;
  amount: bigint;
  at: number;
  entry: string;
};

async function collect<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

describe('reports over days', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  let generalLedger: GeneralLedger;
  let balanceHistory: BalanceHistory;
  let agedReceivables: AgedReceivables;
  const sides: Side[] = [];
  const random = new SeededRandom(11);
  const orgs = Array.from({ length: 4 }, anOrganisation);
  const clock = new FixedClock((START + DAYS * DAY_MS) as EpochMs);

  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db, clock);
    const reports = new ReportStore(new PrimaryReports(db.database, db.unitOfWork));
    generalLedger = new GeneralLedger(reports);
    balanceHistory = new BalanceHistory(reports, ledger.readBalances);
    agedReceivables = new AgedReceivables(reports, clock);
    for (const org of orgs) await post({ ...aDeposit(org, 100_000n), effectiveAt: anyTime() });
    await somePosts(40);
    await ledger.rollUpDays.execute();
    await somePosts(40); // Backdated behind what is rolled up.
    await ledger.rollUpDays.execute();
    await somePosts(20); // Behind the days: read from their rows.
  });
  afterAll(() => db.close());

  const anyTime = (): EpochMs => (START + random.between(0, DAYS * DAY_MS - 1)) as EpochMs;

  async function post(draft: EntryDraft): Promise<PostedEntry> {
    const [posted] = await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [draft]));
    draft.transfers.forEach((transfer, n) => {
      const { seq, amount } = posted!.transfers[n]!;
      if (transfer.kind === 'hold') return;
      const both = { seq, amount, at: draft.effectiveAt, entry: draft.id };
      sides.push({ ...both, path: transfer.debit, counter: transfer.credit, isDebit: true });
      sides.push({ ...both, path: transfer.credit, counter: transfer.debit, isDebit: false });
    });
    return posted!;
  }

  async function somePosts(count: number): Promise<void> {
    for (let each = 0; each < count; each += 1) {
      const [from, to] = [random.pick(orgs), random.pick(orgs)];
      const amount = BigInt(random.between(5, 50));
      const sold = aTransfer(accounts.receivable(from), accounts.unfunded(to), amount);
      const { transfers } = await post(
        anEntry([sold, aTransfer(accounts.prepaid(from), accounts.fees(), 1n)], { effectiveAt: anyTime() }),
      );
      if (random.between(0, 1) === 0) {
        const paid = BigInt(random.between(1, 5));
        await post(
          anEntry(
            [
              aTransfer(accounts.unfunded(to), accounts.receivable(from), paid, {
                kind: 'reversal',
                refersTo: transfers[0]!.seq,
              }),
            ],
            { effectiveAt: anyTime() },
          ),
        );
      }
      await post(
        anEntry([aTransfer(accounts.prepaid(from), accounts.leased(from), 2n, { kind: 'hold' })], {
          effectiveAt: anyTime(),
        }),
      );
    }
  }

  /** Debits minus credits of an account up to and including an instant. */
  const netAt = (path: string, at: number): bigint =>
    sides
      .filter((side) => side.path === path && side.at <= at)
      .reduce((sum, side) => sum + (side.isDebit ? side.amount : -side.amount), 0n);
  const signOf = (path: string): bigint => (/receivable|custody/.test(path) ? 1n : -1n);

  /** What the report must say, from what the test remembers. */
  function expectedRows(match: (path: string) => boolean, from: IsoDate, to: IsoDate, size: bigint): unknown[] {
    const known = sides.filter(({ seq }) => seq <= size);
    const paths = [...new Set(known.map(({ path }) => path))].filter(match).toSorted();
    return paths.flatMap((path) => {
      const own = known.filter((side) => side.path === path);
      const net = (some: Side[]): bigint =>
        some.reduce((sum, side) => sum + (side.isDebit ? side.amount : -side.amount), 0n) * signOf(path);
      const opening = net(own.filter(({ at }) => isoDay(at) < from));
      const within = own
        .filter(({ at }) => isoDay(at) >= from && isoDay(at) <= to)
        .toSorted((a, b) => a.at - b.at || (a.seq < b.seq ? -1 : 1));
      if (opening === 0n && within.length === 0) return [];
      const moved = within.map((side, n) => ({
        row: 'movement',
        path,
        seq: side.seq,
        entry: side.entry,
        counter: side.counter,
        side: side.isDebit ? 'debit' : 'credit',
        amount: side.amount,
        balance: opening + net(within.slice(0, n + 1)),
      }));
      return [
        { row: 'opening', path, balance: opening },
        ...moved,
        { row: 'closing', path, balance: opening + net(within) },
      ];
    });
  }

  const shown = (row: LedgerRow): unknown => {
    const { path } = row.account;
    if (row.row !== 'movement') return { row: row.row, path, balance: row.balance };
    const { seq, entry, counter, side, amount } = row.movement;
    return { row: row.row, path, seq, entry, counter, side, amount, balance: row.balance };
  };

  it('draw up the general ledger of a line and of an owner as the rows make it, in any chunks', async () => {
    const size = await generalLedger.size();
    for (const [from, to, chunk] of [
      [0, DAYS, 1_000],
      [3, 20, 1],
      [10, 10, 3],
      [30, DAYS + 5, 2],
    ] as const) {
      const range = { from: dayOf(from), to: dayOf(to) };
      const byLine = await collect(generalLedger.rows({ filter: { line: 'org:receivable' }, range, size, chunk }));
      expect(byLine.map(shown)).toEqual(
        expectedRows((path) => /^org:.*:receivable$/.test(path), range.from, range.to, size),
      );
      const owner = orgs[0]!;
      const byOwner = await collect(generalLedger.rows({ filter: { owner }, range, size, chunk }));
      expect(byOwner.map(shown)).toEqual(expectedRows((path) => path.includes(owner), range.from, range.to, size));
    }
  });

  it('go on behind any row, and stay as they were while more is posted and rolled up', async () => {
    const size = await generalLedger.size();
    const range = { from: dayOf(5), to: dayOf(35) };
    const question = { filter: { owner: orgs[1]! }, range, size, chunk: 4 };
    const whole = await collect(generalLedger.rows(question));
    expect(whole.map(shown)).toEqual(expectedRows((path) => path.includes(orgs[1]!), range.from, range.to, size));
    await somePosts(3);
    await expect(collect(generalLedger.rows(question))).resolves.toEqual(whole);
    await ledger.rollUpDays.execute();
    await expect(collect(generalLedger.rows(question))).resolves.toEqual(whole);
    for (let at = 0; at < whole.length; at += 5) {
      const place: LedgerPlace = GeneralLedger.placeOf(whole[at]!);
      const rest = await collect(generalLedger.rows(question, place));
      expect(rest).toEqual(whole.slice(at + 1));
    }
  });

  it('draw an account’s balance day by day and month by month', async () => {
    for (const path of [accounts.receivable(orgs[1]!), accounts.prepaid(orgs[2]!)]) {
      const ref = { path, asset: GBPT };
      const range = { from: dayOf(4), to: dayOf(DAYS + 2) };
      const days = await balanceHistory.execute(ref, range, 'day');
      expect(days).toHaveLength(DAYS - 1);
      for (const { on, until, balance } of days) {
        expect([on, balance]).toEqual([on, netAt(path, until) * signOf(path)]);
        expect((await ledger.balanceAt.execute(ref, { effectiveAt: until })).balance).toBe(balance);
      }
      const months = await balanceHistory.execute(ref, range, 'month');
      expect(months.map(({ on }) => on)).toEqual(['2026-01-31', range.to]);
      expect(months.map(({ balance }) => balance)).toEqual(
        months.map(({ until }) => netAt(path, until) * signOf(path)),
      );
      const moved = (of: typeof days): bigint => of.reduce((sum, { debits, credits }) => sum + debits + credits, 0n);
      expect(moved(months)).toBe(moved(days));
    }
    const unknown = { path: accounts.prepaid(anOrganisation()), asset: GBPT };
    await expect(balanceHistory.execute(unknown, { from: dayOf(0), to: dayOf(1) }, 'day')).rejects.toMatchObject({
      code: 'ledger.account_not_found',
    });
  });

  it('age receivables at the end of a day and within one', async () => {
    for (const at of [
      START + 12 * DAY_MS - 1,
      START + 12 * DAY_MS + 40_000_000,
      START + 90 * DAY_MS,
      START + DAY_MS - 5,
    ]) {
      const aged = await collect(agedReceivables.accounts(at as EpochMs));
      const expected = orgs
        .map(accounts.receivable)
        .toSorted()
        .flatMap((path) => {
          const own = sides.filter((side) => side.path === path && side.at <= at);
          const days = own.map((side) => ({
            day: isoDay(side.at),
            charged: side.isDebit ? side.amount : 0n,
            paid: side.isDebit ? 0n : side.amount,
          }));
          const of = ageReceivable(days, isoDay(at));
          return of.open > 0n ? [{ path, ...of }] : [];
        });
      expect(aged.map(({ asset: _asset, line: _line, owner: _owner, ...rest }) => rest)).toEqual(expected);
      const totals = await agedReceivables.totals(at as EpochMs);
      expect(totals.map(({ open, accounts: many }) => [open, many])).toEqual(
        expected.length === 0 ? [] : [[expected.reduce((sum, { open }) => sum + open, 0n), expected.length]],
      );
    }
  });
});
