import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock, sha256 } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type EntryDraft, type MoneyBreak, accounts } from '../../index.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { NOW, VAULT, aDeposit, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';

describe('CheckMoney', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  const [merchant, payee] = [anOrganisation(), anOrganisation()];
  const clock = new FixedClock(NOW);
  const { prepaid, pending, payable } = {
    prepaid: accounts.prepaid(merchant),
    pending: accounts.pending(payee),
    payable: accounts.payable(payee),
  };

  beforeEach(async () => {
    db = await aDatabase();
    ledger = aLedger(db, clock);
    const post = (...drafts: EntryDraft[]) => db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, drafts));
    await post(aDeposit(merchant, 1_000n));
    await db.unitOfWork.run((tx) =>
      ledger.appendNotes.execute(tx, [{ topic: 'programs.rule_version', hash: sha256('rules') }]),
    );
    const [sale] = await post(
      anEntry([
        aTransfer(prepaid, pending, 100n, { facts: sha256('facts') }),
        aTransfer(prepaid, accounts.fees(), 10n),
      ]),
    );
    await post(anEntry([aTransfer(pending, prepaid, 30n, { kind: 'reversal', refersTo: sale!.transfers[0]!.seq })]));
    await post(
      anEntry([aTransfer(pending, payable, 200n, { upTo: true })]),
      anEntry([aTransfer(payable, accounts.settling(payee, VAULT), 40n)]),
    );
    await post(anEntry([aTransfer(accounts.paid(payee, VAULT), accounts.custody(VAULT), 15n)]));
    await post(anEntry(Array.from({ length: 300 }, () => aTransfer(prepaid, pending, 1n))));
    await ledger.makeCheckpoint.execute();
  });
  afterEach(() => db.close());

  /** What the check finds after someone with all rights changed history behind the triggers. */
  async function foundAfter(...statements: string[]): Promise<MoneyBreak[]> {
    for (const statement of statements) {
      await db.ownerQuery(`begin; set local session_replication_role = replica; ${statement}; commit`);
    }
    const report = await ledger.checkMoney.execute();
    expect(report.isSound).toBe(report.breaks.length === 0);
    return [...report.breaks];
  }
  const rules = (breaks: readonly MoneyBreak[]): string[] => [...new Set(breaks.map(({ rule }) => rule))].toSorted();

  it('finds nothing wrong with sound books, and says what it checked', async () => {
    const steps: bigint[] = [];
    const report = await ledger.checkMoney.execute((checked) => steps.push(checked));
    expect(report).toEqual({
      isSound: true,
      breaks: [],
      checked: { leaves: 308n, accounts: 7, checkpoints: 1 },
      funds: [{ asset: 'GBPT/2', held: 985n, owed: 620n + 330n + 30n - 0n + 25n - 30n }],
    });
    expect(steps).toEqual([308n]);
  });

  it.each([
    ['update ledger.transfer set amount = amount + 1 where seq = 3', ['I10', 'I3', 'I8']],
    ['update ledger.transfer set credit_credits_after = credit_credits_after + 1 where seq = 3', ['I10', 'I3']],
    [`update ledger.transfer set facts = null where seq = 3`, ['I10', 'I8']],
    [`update ledger.transfer set effective_at = effective_at + interval '1 day' where seq = 3`, ['I10', 'I8']],
    [`update ledger.entry set effective_at = effective_at + interval '1 day' where first_seq = 3`, ['I10', 'I8']],
    [`update ledger.entry set metadata = '{"reason":"gift"}' where first_seq = 3`, ['I8']],
    [`update ledger.entry set metadata = '{{}' where first_seq = 3`, ['I8']],
    [`update ledger.tail set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)`, ['I10']],
    [`update ledger.note set hash = sha256('x') where seq = 2`, ['I10']],
    [`update ledger.note set topic = 'x' where seq = 2`, ['I10']],
    ['update ledger.account set credits = credits + 1 where id = 2', ['I2', 'I3']],
    ['update ledger.account set credits = credits + 1, debits = debits + 1 where id = 2', ['I3']],
    ['update ledger.account set last_seq = 1 where id = 2', ['I3']],
    [
      'alter table ledger.account drop constraint account_keeps_its_limit; update ledger.account set min_balance = 900 where id = 2',
      ['I7'],
    ],
    [`update ledger.tile set hashes = substring(hashes from 33) || substring(hashes for 32)`, ['I10']],
    [`update ledger.tile set root = sha256('x')`, ['I10']],
    ['update ledger.tile set hashes = overlay(hashes placing root from 8161), root = sha256(hashes)', ['I10']],
    [`insert into ledger.period_move values (2, 'close', now(), null, 'somebody', 'no reason')`, ['I11']],
    [`update ledger.transfer set asset = 'Ä/2' where seq = 1`, ['I1', 'I10', 'I8']],
    [`update ledger.checkpoint set root = sha256('x')`, ['I10']],
    [`update ledger.checkpoint set signed_note = replace(signed_note, '308', '309')`, ['I10']],
    ['update ledger.head set seq = 307', ['I10', 'I3', 'I4', 'I8']],
    ['update ledger.account set min_balance = null where id = 2', ['chart']],
    ['update ledger.account set owner_id = gen_random_uuid() where id = 2', ['chart']],
  ])('names what %s breaks', async (statement, expected) => {
    expect(rules(await foundAfter(statement))).toEqual(expected);
  });

  it('finds a row that is gone, and one that was put in its place', async () => {
    expect(rules(await foundAfter('delete from ledger.transfer where seq = 4'))).toEqual(
      expect.arrayContaining(['I3', 'I4', 'I8']),
    );
    expect(await foundAfter('delete from ledger.note')).toEqual(
      expect.arrayContaining([expect.objectContaining({ rule: 'I4', at: 'position 3' })]),
    );
  });

  it('finds two rows that changed places', async () => {
    const swap = 'update ledger.transfer set seq = case seq when 100 then 90101 else 90100 end where seq in (100, 101)';
    const found = await foundAfter(swap, 'update ledger.transfer set seq = seq - 90000 where seq > 90000');
    expect(found[0]).toMatchObject({ at: 'transfer 100' });
    expect(rules(found)).toEqual(expect.arrayContaining(['I10', 'I4']));
  });

  it('finds a reversal of more than its original, whose rows are consistent otherwise', async () => {
    const found = await foundAfter('update ledger.transfer set refers_to = 4 where kind = 5');
    expect(found).toEqual(expect.arrayContaining([expect.objectContaining({ rule: 'I12', at: 'transfer 5' })]));
  });

  it('finds an "up to" amount that is not what was asked for', async () => {
    const found = await foundAfter(
      `update ledger.entry set requested = replace(requested, '200', '20') where requested is not null`,
    );
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rule: 'I8', message: 'booked something else than was asked for' }),
      ]),
    );
  });

  it('finds a whole tail that was rewritten with fitting hashes, by its checkpoint', async () => {
    const other = await aDatabase();
    try {
      const rewritten = aLedger(other, clock);
      await other.unitOfWork.run((tx) => rewritten.postEntries.execute(tx, [aDeposit(merchant, 999n)]));
      const [checkpoint] = await db.ownerQuery<{ root: Buffer }>('select root from ledger.checkpoint');
      await other.ownerQuery(`begin; set local session_replication_role = replica;
        insert into ledger.checkpoint values (1, '\\x${checkpoint!.root.toString('hex')}', 'x', now()); commit`);
      const { breaks } = await rewritten.checkMoney.execute();
      expect(breaks).toMatchObject([{ rule: 'I10', at: 'checkpoint 1' }]);
    } finally {
      await other.close();
    }
  });

  it('finds a history that was rewritten with all its heads, by one head that was published before', async () => {
    const [checkpoint] = await db.ownerQuery<{ size: bigint; root: Buffer }>(
      'select size, root from ledger.checkpoint',
    );
    const published = { size: checkpoint!.size, root: checkpoint!.root, where: 'the anchor' };
    expect((await ledger.checkMoney.execute(undefined, [published])).breaks).toEqual([]);
    const other = { ...published, root: sha256('other') };
    expect((await ledger.checkMoney.execute(undefined, [other])).breaks).toMatchObject([
      { rule: 'I10', at: 'published head 308', message: expect.stringContaining('history was rewritten') },
    ]);
    const longer = { ...published, size: 309n };
    expect((await ledger.checkMoney.execute(undefined, [longer])).breaks).toMatchObject([
      { rule: 'I10', message: 'the anchor has 309 leaves, there are 308' },
    ]);
  });

  it('says when less is held than is owed', async () => {
    await db.unitOfWork.run((tx) =>
      ledger.postEntries.execute(tx, [anEntry([aTransfer(accounts.suspense(), prepaid, 1_000n)])]),
    );
    const report = await ledger.checkMoney.execute();
    expect(report.breaks).toMatchObject([{ rule: 'solvency', at: 'GBPT/2' }]);
  });
});
