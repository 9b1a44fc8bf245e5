import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS, type EpochMs, FixedClock, type IsoDate, sha256 } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type EntryDraft, PostEntries } from '../../index.ts';
import { LedgerStore, type Locked } from '../../storage/ledger.store.ts';
import { PgLedgerStore } from '../../storage/pg-ledger.store.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { NOW, aDeposit, anOrganisation } from '../../testing/some-entries.ts';

/** A poster that does not know of closed periods, with the application's rights. */
class ForgetfulStore extends PgLedgerStore {
  override async lock(...args: Parameters<LedgerStore['lock']>): Promise<Locked> {
    const locked = await super.lock(...args);
    return { ...locked, head: { ...locked.head, closedUntil: undefined } };
  }
}

describe('periods', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  const clock = new FixedClock(NOW); // 2026-01-01, midnight UTC.
  const merchant = anOrganisation();
  const on = (day: string): EpochMs => Date.parse(`${day}T12:00:00Z`) as EpochMs;
  const dated = (day: string): EntryDraft => ({ ...aDeposit(merchant, 100n), effectiveAt: on(day) });
  const post = (...drafts: EntryDraft[]) => db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, drafts));
  const move = (kind: 'close' | 'reopen', until: string | null, reason = 'month end') =>
    ledger.movePeriods.execute({ kind, until: until as IsoDate | null, by: 'user_ada', reason });

  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db, clock);
    await post(dated('2025-11-30'));
    await move('close', '2025-12-01');
  });
  afterAll(() => db.close());

  it('refuse what takes effect before the day on which the open books begin, and nothing else', async () => {
    const late = dated('2025-11-30');
    await expect(post(late)).rejects.toMatchObject({
      code: 'ledger.period_closed',
      details: { entry: late.id, closed_until: '2025-12-01T00:00:00.000Z' },
    });
    expect(await ledger.poster.post([late, dated('2025-12-01')])).toMatchObject([
      { outcome: 'refused', error: { code: 'ledger.period_closed' } },
      { outcome: 'posted' },
    ]);
    await expect(post({ ...late, effectiveAt: (Date.parse('2025-12-01') - 1) as EpochMs })).rejects.toMatchObject({
      code: 'ledger.period_closed',
    });
  });

  it('open again by a move that stays in the log, take the late entry under its id, and close again', async () => {
    const late = dated('2025-11-15');
    await expect(post(late)).rejects.toMatchObject({ code: 'ledger.period_closed' });
    await move('reopen', '2025-11-01', 'an invoice came late');
    expect(await post(late)).toMatchObject([{ id: late.id, replayed: false }]);
    await move('close', '2025-12-01');
    expect(await post(late)).toMatchObject([{ id: late.id, replayed: true }]); // Its result stays what it was.
    const moves = await ledger.movePeriods.list(10_000n, 10);
    expect(moves.map(({ kind, reason, by }) => [kind, reason, by])).toEqual([
      ['close', 'month end', 'user_ada'],
      ['reopen', 'an invoice came late', 'user_ada'],
      ['close', 'month end', 'user_ada'],
    ]);
    expect(await ledger.movePeriods.closed()).toEqual({ until: Date.parse('2025-12-01'), zone: 'UTC' });
    expect((await ledger.checkMoney.execute()).breaks).toEqual([]);
  });

  it.each([
    ['close', '2025-12-01'],
    ['close', '2025-11-01'],
    ['reopen', '2025-12-01'],
    ['reopen', '2025-12-24'],
  ] as const)('are not moved by %s to %s, which is the other direction', async (kind, until) => {
    await expect(move(kind, until)).rejects.toMatchObject({ code: 'ledger.period_not_moved' });
  });

  it('are not closed over a day that has not begun', async () => {
    await expect(move('close', '2026-01-02')).rejects.toMatchObject({ kind: 'invalid' });
    clock.advance(DAY_MS);
    await move('close', '2026-01-02');
    await move('reopen', null, 'all of it');
    expect((await ledger.movePeriods.closed()).until).toBeUndefined();
    await move('close', '2025-12-01');
  });

  describe('are kept by PostgreSQL, whatever the program above does:', () => {
    const constraint = async (work: Promise<unknown>): Promise<string> => {
      try {
        await work;
      } catch (error) {
        const of = error as { constraint?: string; code?: string };
        return of.constraint ?? of.code ?? String(error);
      }
      return 'nothing was refused';
    };

    it('I11 a transfer with a date in a closed period', async () => {
      const forgetful = new PostEntries(new ForgetfulStore(), clock);
      const work = db.unitOfWork.run((tx) => forgetful.execute(tx, [dated('2025-11-30')]));
      expect(await constraint(work)).toBe('i11_period_is_open');
    });

    it('I11 a move without its note, or with the note of another', async () => {
      const insert = (seq: string): string =>
        `insert into ledger.period_move select ${seq}, 'reopen', null, closed_until, 'x', 'y' from ledger.head`;
      expect(await constraint(db.database.query(insert('999999')))).toBe('i11_moves_are_noted');
      const [seq] = await db.unitOfWork.run((tx) =>
        ledger.appendNotes.execute(tx, [{ topic: 'ledger.period', hash: sha256('something else') }]),
      );
      expect(await constraint(db.database.query(insert(String(seq))))).toBe('i11_moves_are_noted');
    });

    it('I11 a move that does not go on from the one before it', async () => {
      const sql = `insert into ledger.period_move select seq, 'close', now(), null, 'x', 'y' from ledger.head`;
      expect(await constraint(db.database.query(sql))).toBe('i11_moves_follow_each_other');
    });

    it('I11 the instant itself, by the application and by a careless owner', async () => {
      const sql = 'update ledger.head set closed_until = null';
      expect(await constraint(db.database.query(sql))).toBe('42501');
      expect(await constraint(db.ownerQuery(sql))).toBe('i6_balances_change_by_transfers_only');
      expect(await constraint(db.ownerQuery(`update ledger.period_move set reason = 'other'`))).toBe(
        'i5_history_never_changes',
      );
      expect(await constraint(db.ownerQuery('delete from ledger.period_move'))).toBe('i5_history_never_changes');
    });
  });

  it('are audited: a date slipped in behind the triggers is named', async () => {
    const other = await aDatabase();
    try {
      const books = aLedger(other, new FixedClock(NOW));
      const sale = { ...aDeposit(merchant, 5n), effectiveAt: on('2025-11-30') };
      await books.movePeriods.execute({ kind: 'close', until: '2025-12-01' as IsoDate, by: 'x', reason: 'y' });
      await other.ownerQuery('alter table ledger.head disable trigger all; update ledger.head set closed_until = null');
      await other.unitOfWork.run((tx) => books.postEntries.execute(tx, [sale]));
      const { breaks } = await books.checkMoney.execute();
      expect(breaks.map(({ rule, at }) => `${rule} ${at}`)).toEqual(['I11 transfer 2', 'I11 head']);
    } finally {
      await other.close();
    }
  });
});
