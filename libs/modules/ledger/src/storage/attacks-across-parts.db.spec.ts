import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS, type EpochMs, FixedClock, type Id, newId } from '#kernel';
import type { Tx } from '#platform/database';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type EntryDraft, type PostedEntry, accounts } from '../index.ts';
import type { BookedEntry, DecidedEntry, Original } from '../domain/decide.ts';
import { prepareEntry } from '../domain/prepare-entry.ts';
import { type TestLedger, aLedger } from '../testing.ts';
import { type Attack, DishonestStore, refusal } from '../testing/dishonest-store.ts';
import { NOW, aDeposit, aTransfer, anEntry, anOrganisation } from '../testing/some-entries.ts';
import { smallParts } from '../testing/small-parts.ts';
import { PostEntries } from '../use-cases/post-entries/post-entries.ts';

const SIZE = 16n;

/** Believes that no id is booked, that no hold is over and that nothing was reversed. */
class Forgetful extends DishonestStore {
  override findEntries(): Promise<Map<Id<'Entry'>, BookedEntry>> {
    return Promise.resolve(new Map());
  }
  override async findOriginals(tx: Tx, seqs: readonly bigint[]): Promise<Map<bigint, Original>> {
    const forget = ({ hold, ...of }: Original): Original =>
      hold === undefined ? { ...of, reversed: 0n } : { ...of, hold: { ...hold, isResolved: false } };
    return new Map([...(await super.findOriginals(tx, seqs))].map(([seq, of]) => [seq, forget(of)]));
  }
}

describe('PostgreSQL refuses, across the parts of history,', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  const clock = new FixedClock(NOW);
  const [merchant, payee] = [anOrganisation(), anOrganisation()];
  const [prepaid, pending] = [accounts.prepaid(merchant), accounts.pending(payee)];

  /** An entry with an id made at the clock, which goes on. */
  const entry = (transfers: EntryDraft['transfers'], id?: Id<'Entry'>): EntryDraft => {
    clock.advance(1);
    return anEntry(transfers, { id: id ?? newId<'Entry'>(clock.now()) });
  };
  const sale = (id?: Id<'Entry'>): EntryDraft => entry([aTransfer(prepaid, pending, 100n)], id);
  const post = (...drafts: EntryDraft[]): Promise<readonly PostedEntry[]> =>
    db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, drafts));
  const seqOf = (posted: readonly PostedEntry[], index = 0): bigint => posted[index]?.transfers[0]?.seq ?? 0n;
  const head = async (): Promise<bigint> =>
    (await db.ownerQuery<{ seq: bigint }>('select seq from ledger.head'))[0]!.seq;
  /** Posts until `left` positions of the open part are free. */
  const postUntil = async (left: bigint): Promise<void> => {
    while ((await head()) % SIZE !== SIZE - left) await post(sale());
  };
  const nextPart = async (): Promise<void> => {
    await postUntil(1n);
    await post(sale(), sale());
  };
  const attack = (drafts: readonly EntryDraft[], how: Attack = {}): Promise<string> =>
    refusal(db.unitOfWork.run((tx) => new PostEntries(new Forgetful(how), clock).execute(tx, drafts)));

  beforeAll(async () => {
    db = await aDatabase();
    await smallParts(db, Number(SIZE));
    ledger = aLedger(db, clock);
    await post(aDeposit(merchant, 1_000_000n));
    // Longer than a part: it begins in one and ends three further on.
    await post(entry(Array.from({ length: 50 }, () => aTransfer(prepaid, pending, 1n))));
  });
  afterAll(async () => {
    await ledger.makeCheckpoint.execute();
    const report = await ledger.checkMoney.execute();
    await db.close();
    expect(report).toMatchObject({ isSound: true, breaks: [] });
  });

  it.each(['made by time', 'random'])('an id that is booked in a closed part, %s (I8)', async (how) => {
    const draft = sale(how === 'random' ? (randomUUID() as Id<'Entry'>) : undefined);
    await post(draft);
    for (let parts = 0; parts < 3; parts += 1) {
      await nextPart();
      await expect(attack([draft])).resolves.toBe('i8_id_counts_once');
      await expect(attack([sale(), { ...draft, metadata: { reason: 'other' } }])).resolves.toBe('i8_id_counts_once');
    }
    await expect(attack([sale()])).resolves.toBe('nothing was refused');
  });

  it('an id that comes twice in a batch, once on each side of the end of a part (I8)', async () => {
    await postUntil(1n);
    const [first, second] = [sale(), sale()];
    const again = prepareEntry({ ...second, id: first.id });
    const twice = (entries: readonly DecidedEntry[]): DecidedEntry[] =>
      entries.map((of) =>
        of.draft.id === second.id ? { ...of, draft: again.draft, contentHash: again.contentHash } : of,
      );
    await expect(attack([first, second], { entries: twice })).resolves.toBe('i8_id_counts_once');
    await expect(attack([first, second])).resolves.toBe('nothing was refused');
  });

  it('a hold that is over in a closed part, and one that ends on both sides of the end of a part (I9)', async () => {
    const hold = (): EntryDraft => entry([aTransfer(prepaid, pending, 50n, { kind: 'hold' })]);
    const end = (kind: 'capture' | 'void', refersTo: bigint): EntryDraft =>
      entry([aTransfer(prepaid, pending, 50n, { kind, refersTo })]);
    const posted = await post(hold(), hold(), hold());
    const [over, open, other] = [seqOf(posted), seqOf(posted, 1), seqOf(posted, 2)];
    await post(end('capture', over));
    await nextPart();
    await expect(attack([end('void', over)])).resolves.toBe('i9_hold_resolves_once');
    await nextPart();
    await expect(attack([end('capture', over)])).resolves.toBe('i9_hold_resolves_once');

    await postUntil(1n);
    const [first, second] = [end('capture', open), end('void', other)];
    const same = prepareEntry({ ...second, transfers: second.transfers.map((of) => ({ ...of, refersTo: open })) });
    const twice = (entries: readonly DecidedEntry[]): DecidedEntry[] =>
      entries.map((of) =>
        of.draft.id === second.id
          ? { ...of, ...same, transfers: of.transfers.map((t) => ({ ...t, refersTo: open })) }
          : of,
      );
    await expect(attack([first, second], { entries: twice })).resolves.toBe('i9_hold_resolves_once');
    await expect(attack([first, second])).resolves.toBe('nothing was refused');
  });

  it('reversals of more than their original, each in another part (I12)', async () => {
    const original = seqOf(await post(sale()));
    const reverse = (amount: bigint): EntryDraft =>
      entry([aTransfer(pending, prepaid, amount, { kind: 'reversal', refersTo: original })]);
    for (const amount of [60n, 39n]) {
      await nextPart();
      await post(reverse(amount));
    }
    await nextPart();
    await expect(attack([reverse(2n)])).resolves.toBe('i12_reversals_within_original');
    await expect(attack([reverse(1n)])).resolves.toBe('nothing was refused');
  });

  it('what goes round ledger.transfer: rows that are put into a part, parts that are made, moved or taken away', async () => {
    const open = `transfer_${(await head()) / SIZE}`;
    for (const part of ['transfer_0', open]) {
      for (const statement of [
        `insert into ledger.${part} select * from ledger.transfer order by seq desc limit 1`,
        `update ledger.${part} set amount = amount`,
        `delete from ledger.${part}`,
        `truncate ledger.${part}`,
      ]) {
        expect([statement, await refusal(db.ownerQuery(statement))]).toEqual([statement, 'i5_history_never_changes']);
        expect([statement, await refusal(db.database.query(statement))]).toEqual([statement, '42501']);
      }
    }
    for (const statement of [
      'alter table ledger.transfer detach partition ledger.transfer_0',
      'drop table ledger.transfer_0',
      'alter table ledger.transfer_0 disable trigger all',
      'select ledger.add_part()',
      `select ledger.dress_part('transfer_0')`,
      'select ledger.close_parts(1000)',
      'update ledger.transfer_part set max_entry_id = null',
      `insert into ledger.transfer_part values (99, 99999, 999999)`,
      'update ledger.book set part_size = 1',
    ]) {
      expect([statement, await refusal(db.database.query(statement))]).toEqual([statement, '42501']);
    }
    for (const statement of [
      'update ledger.transfer_part set max_entry_id = min_entry_id',
      'update ledger.head set last_closed_id = gen_random_uuid()',
      'update ledger.head set open_from = 1',
    ]) {
      await expect(refusal(db.ownerQuery(statement))).resolves.toBe('i6_balances_change_by_transfers_only');
    }
    await expect(refusal(db.ownerQuery('delete from ledger.transfer_part'))).resolves.toBe('i5_history_never_changes');
  });

  it('more parts than there is use for', async () => {
    const parts = async (): Promise<bigint> =>
      (await db.ownerQuery<{ n: bigint }>('select count(*) as n from ledger.transfer_part'))[0]!.n;
    await db.database.query('select ledger.make_room(0)');
    const before = await parts();
    for (let i = 0; i < 3; i += 1) await db.database.query('select ledger.make_room(0)');
    expect(await parts()).toBe(before);
  });
});

describe('posting over the ends of parts', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  const clock = new FixedClock(NOW);
  const [merchant, payee] = [anOrganisation(), anOrganisation()];
  const sale = (at: EpochMs): EntryDraft =>
    anEntry([aTransfer(accounts.prepaid(merchant), accounts.pending(payee), 1n)], { id: newId(at) });

  beforeAll(async () => {
    db = await aDatabase();
    await smallParts(db, 10);
    ledger = aLedger(db, clock);
    await ledger.poster.post([aDeposit(merchant, 1_000n)]);
  });
  afterAll(() => db.close());

  /** Posts sales with ids made at `at`; which closed parts were looked at to do so. */
  async function askedFor(at: EpochMs, sales: number): Promise<number[]> {
    return db.unitOfWork.run(async (tx) => {
      const looks = () =>
        tx.query<{ part: number; looks: bigint }>(
          `select p.part, coalesce(s.idx_scan, 0) + s.seq_scan as looks
          from ledger.transfer_part p join pg_stat_xact_user_tables s on s.relname = 'transfer_' || p.part
          where p.closed_at is not null order by p.part`,
        );
      const before = new Map((await looks()).map((of) => [of.part, of.looks]));
      await ledger.postEntries.execute(
        tx,
        Array.from({ length: sales }, () => sale(at)),
      );
      return (await looks()).filter((of) => of.looks > (before.get(of.part) ?? 0n)).map(({ part }) => part);
    });
  }

  it('looks at no closed part for ids that are newer, and only at those that an older id may be in', async () => {
    clock.advance(1_000);
    const early = clock.now();
    await askedFor(early, 25);
    clock.advance(1_000);
    expect(await askedFor(clock.now(), 2)).toEqual([]);
    const yearAhead = (clock.now() + 365 * DAY_MS) as EpochMs;
    await askedFor(yearAhead, 1); // The 29th: it lies in part 2.
    for (let i = 0; i < 4; i += 1) {
      clock.advance(1_000);
      await askedFor(clock.now(), 5);
    }
    expect(await askedFor(clock.now(), 2)).toEqual([2, 4]); // The 51st closes part 4, whose ends are looked up.
    clock.advance(1_000);
    expect(await askedFor(clock.now(), 1)).toEqual([2]);
  });

  it('leaves no part behind when the transaction that made it ends otherwise, and makes it again', async () => {
    const parts = (): Promise<unknown[]> => db.ownerQuery('select part from ledger.transfer_part order by part');
    const before = await parts();
    const many = Array.from({ length: 60 }, () => sale(clock.now()));
    const failed = db.unitOfWork.run(async (tx) => {
      await ledger.postEntries.execute(tx, many);
      throw new Error('the caller fails');
    });
    await expect(failed).rejects.toThrow('the caller fails');
    expect(await parts()).toEqual(before);
    const posted = await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, many));
    expect(posted).toHaveLength(60);
    expect((await parts()).length).toBeGreaterThan(before.length + 5);
  });

  it('books what was sent ahead behind the last part, once there is a part for it', async () => {
    const outcomes = [];
    for (let i = 0; i < 30; i += 1) {
      const drafts = Array.from({ length: 7 }, () => sale(clock.now()));
      outcomes.push(
        ...(await Promise.all([ledger.poster.post(drafts), ledger.poster.post([sale(clock.now())])])).flat(),
      );
    }
    expect(outcomes.filter(({ outcome }) => outcome !== 'posted')).toEqual([]);
    expect((await ledger.checkMoney.execute()).breaks).toEqual([]);
  });

  it.each([
    ['transfer_part set max_entry_id = min_entry_id where part = 1', [1]],
    ['transfer_part set closed_at = null, min_entry_id = null, max_entry_id = null where part = 2', [2]],
    ['transfer_part set closed_at = now() where closed_at is null', undefined],
    [`head set last_closed_id = '00000000-0000-0000-0000-000000000000'`, undefined],
    ['head set open_from = open_from - 10, open_until = open_until - 10', undefined],
    ['head set open_from = open_from + 3', undefined],
  ])('is told by the audit when %s', async (change, parts) => {
    await db.ownerQuery('create table public.kept_part as table ledger.transfer_part');
    await db.ownerQuery('create table public.kept_head as table ledger.head');
    const asSuperuser = (sql: string): Promise<unknown> =>
      db.ownerQuery(`begin; set local session_replication_role = replica; ${sql}; commit`);
    await asSuperuser(`update ledger.${change}`);
    const { breaks } = await ledger.checkMoney.execute();
    expect(breaks[0]).toMatchObject({ rule: 'I8', message: expect.stringContaining('is not what is said of it') });
    if (parts !== undefined) expect(breaks.map(({ at }) => at)).toEqual(parts.map((part) => `part ${part}`));
    await asSuperuser(`delete from ledger.transfer_part; insert into ledger.transfer_part table public.kept_part;
      delete from ledger.head; insert into ledger.head table public.kept_head;
      drop table public.kept_part, public.kept_head`);
    expect((await ledger.checkMoney.execute()).breaks).toEqual([]);
  });

  it('is told by the audit which row is missing first when an owner takes a part away', async () => {
    await db.ownerQuery('alter table ledger.transfer detach partition ledger.transfer_3');
    const detached = await ledger.checkMoney.execute();
    expect(detached.breaks[0]).toMatchObject({ rule: 'I4', at: 'position 41', message: 'comes after 30' });
    await db.ownerQuery('alter table ledger.transfer attach partition ledger.transfer_3 for values from (31) to (41)');
    expect((await ledger.checkMoney.execute()).breaks).toEqual([]);
    await db.ownerQuery('drop table ledger.transfer_0');
    const dropped = await ledger.checkMoney.execute();
    expect(dropped.breaks[0]).toMatchObject({ rule: 'I4', at: 'position 11', message: 'comes after 0' });
  });
});
