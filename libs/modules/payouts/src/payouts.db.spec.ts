import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Caller, FixedClock, type Id, asset, epochMs, formatInstant, minor } from '#kernel';
import type { Organisation } from '#modules/identity';
import { type TestIdentity, anIdentity } from '#modules/identity/testing';
import type { SettlementEvent } from '#modules/settlement/events';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { PayoutsEvent } from './events.ts';
import { type TestPayouts, aPayoutsModule } from './testing.ts';

const GBPT = asset('GBPT/2');
const refusal = (code: string): object => expect.objectContaining({ code });

describe('payout runs on PostgreSQL', () => {
  const clock = new FixedClock(epochMs(1_770_000_000_000));
  let database: TestDatabase;
  let identity: TestIdentity;
  let payouts: TestPayouts;
  let maker: Caller;
  let checker: Caller;

  beforeAll(async () => {
    database = await aDatabase({ poolSize: 8 });
    identity = await anIdentity(database, { clock });
    payouts = aPayoutsModule(database, identity, clock);
    const platform = await identity.organisation('platform');
    maker = await identity.user(platform, 'finance');
    checker = await identity.user(platform, 'finance');
  });
  beforeEach(() => clock.advance(60_000));
  afterAll(async () => {
    await identity.close();
    await database.close();
  });

  /** A partner with a wallet and something payable. */
  const aPayee = async (amount: bigint, hasWallet = true): Promise<Organisation> => {
    const partner = await identity.organisation('partner');
    if (hasWallet) await identity.wallet(await identity.user(partner, 'influencer'));
    await payouts.earn(partner.id, amount);
    return partner;
  };
  const propose = (minimum = 100n) => payouts.propose.execute(maker, { asset: GBPT, minimum: minor(minimum) });
  const payoutOf = async (run: Id<'PayoutRun'>, payee: Organisation) =>
    (await payouts.read.payouts(run, undefined, 1000)).find(({ payeeId }) => payeeId === payee.id);
  const events = async (): Promise<PayoutsEvent[]> => {
    const rows = await database.ownerQuery<{ body: string }>(
      `select body from platform.outbox where topic = 'payouts' order by seq`,
    );
    return rows.map(({ body }) => PayoutsEvent.parse(JSON.parse(body)));
  };
  /** What settlement does when it builds a root, and when that root is final. */
  const post = async (epoch: string): Promise<void> => {
    const runs = await database.unitOfWork.run((tx) => payouts.take.execute(tx, payouts.custody));
    await payouts.follow.execute(epochPosted(runs, epoch));
  };
  const place = {
    chain_id: '31337',
    tx_hash: `0x${'0'.repeat(64)}`,
    block_number: '7',
    block_hash: `0x${'0'.repeat(64)}`,
  };
  const epochPosted = (runs: readonly string[], number: string): SettlementEvent => ({
    event: 'settlement.epoch_posted.v1',
    epoch: {
      number,
      custody_key: payouts.custody,
      asset: GBPT,
      runs: [...runs],
      root: `0x${'1'.repeat(64)}`,
      total: '1',
      ledger_size: '1',
      active_at: formatInstant(clock.now()),
      at: formatInstant(clock.now()),
      ...place,
    },
  });
  const claimed = (payee: Organisation, amount: bigint, entry: string, event: 'settled' | 'reversed' = 'settled') =>
    payouts.follow.execute({
      event: `settlement.payout_${event}.v1`,
      payout: {
        payee_id: payee.id,
        asset: GBPT,
        custody_key: payouts.custody,
        amount: String(amount),
        cumulative: String(amount),
        epoch: '1',
        entry_id: `018f0000-0000-7000-8000-${entry.padStart(12, '0')}`,
        at: formatInstant(clock.now()),
        ...place,
      },
    });

  it('lists who can be paid and names why others cannot; nothing moves', async () => {
    const [ana, bob] = [await aPayee(5000n), await aPayee(4000n, false)];
    const [carol, dora] = [await aPayee(99n), await aPayee(7000n)];
    await payouts.review.open(maker, dora.id, 'too many orders from one address');
    const run = await propose();
    const list = await payouts.read.payouts(run.id, undefined, 100);
    const reasons = [ana, bob, carol, dora].map(({ id }) => list.find(({ payeeId }) => payeeId === id)?.leftOut);
    expect(reasons).toEqual([undefined, 'no_wallet', 'below_minimum', 'in_review']);
    expect(run.atSeq).toBeGreaterThan(0n);
    await expect(payouts.balancesOf(ana.id)).resolves.toEqual({ payable: 5000n, settling: 0n });
    await expect(payouts.read.one(run.id)).resolves.toMatchObject({
      state: 'proposed',
      sums: { listed: 5000n, leftOut: 3n },
    });
    await payouts.cancel.execute(maker, run.id, 'only a look');
    await expect(payouts.balancesOf(ana.id)).resolves.toEqual({ payable: 5000n, settling: 0n });
  });

  it('is approved by another person only, in code and in PostgreSQL (payouts.maker_is_checker)', async () => {
    const run = await propose();
    await expect(payouts.approve.execute(maker, run.id)).rejects.toEqual(refusal('payouts.maker_is_checker'));
    const forced = database.database.query(
      `update payouts.payout_run set state = 'frozen', approved_by = $2, approved_at = now() where id = $1`,
      [run.id, maker.subject],
    );
    await expect(forced).rejects.toMatchObject({ constraint: 'payout_run_maker_is_not_checker' });
    const nobody = database.database.query(`update payouts.payout_run set state = 'frozen' where id = $1`, [run.id]);
    await expect(nobody).rejects.toMatchObject({ constraint: 'payout_run_frozen_needs_approval' });
    await payouts.cancel.execute(checker, run.id, 'done with it');
  });

  it('is decided by people of finance, not by keys or others (payouts.not_finance)', async () => {
    const run = await propose();
    const key: Caller = { ...checker, kind: 'api_key' };
    const merchant = await identity.user(await identity.organisation('merchant'), 'merchant');
    for (const caller of [key, merchant]) {
      expect(() => payouts.approve.execute(caller, run.id)).toThrow(refusal('payouts.not_finance'));
      await expect(payouts.propose.execute(caller, { asset: GBPT, minimum: minor(1n) })).rejects.toEqual(
        refusal('payouts.not_finance'),
      );
    }
    await payouts.cancel.execute(checker, run.id, 'done with it');
  });

  it('freezes once when two people approve at once', async () => {
    const ana = await aPayee(1234n);
    const third = await identity.user(await identity.organisation('platform'), 'finance');
    const run = await propose();
    const results = await Promise.allSettled([checker, third].map((caller) => payouts.approve.execute(caller, run.id)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [refused] = results.filter((result) => result.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'payouts.run_state_refuses', details: { state: 'frozen' } });
    await expect(payouts.balancesOf(ana.id)).resolves.toEqual({ payable: 0n, settling: 1234n });
    const told = (await events()).filter((event) => event.event === 'payouts.run_frozen.v1' && event.run.id === run.id);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      run: {
        custody_key: payouts.custody,
        payouts: expect.arrayContaining([expect.objectContaining({ payee_id: ana.id, amount: '1234' })]),
      },
    });
    await payouts.cancel.execute(maker, run.id, 'back again');
    await expect(payouts.balancesOf(ana.id)).resolves.toEqual({ payable: 1234n, settling: 0n });
  });

  it('books up to what was listed, and stores what was really booked', async () => {
    const [less, more] = [await aPayee(1000n), await aPayee(1000n)];
    const run = await propose();
    await payouts.earn(more.id, 500n);
    const other = await propose();
    await payouts.approve.execute(checker, run.id);
    await payouts.cancel.execute(checker, other.id, 'the first one is enough');
    await expect(payoutOf(run.id, less)).resolves.toMatchObject({ payable: 1000n, booked: 1000n });
    await expect(payoutOf(run.id, more)).resolves.toMatchObject({ payable: 1000n, booked: 1000n });
    await expect(payouts.balancesOf(more.id)).resolves.toEqual({ payable: 500n, settling: 1000n });

    const [first, second] = [await propose(), await propose()];
    await payouts.approve.execute(checker, first.id);
    await expect(payouts.approve.execute(checker, second.id)).rejects.toEqual(refusal('payouts.nothing_left_to_pay'));
    await expect(payouts.read.one(second.id)).resolves.toMatchObject({ state: 'proposed' });
    await payouts.cancel.execute(checker, second.id, 'nothing left');
    await post('1');
  });

  it('leaves out a payee who came into review after the proposal', async () => {
    const [ana, bob] = [await aPayee(1000n), await aPayee(1000n)];
    const run = await propose();
    const review = await payouts.review.open(maker, bob.id, 'asked the bank');
    await expect(payouts.review.open(maker, bob.id, 'again')).rejects.toEqual(refusal('payouts.review_open'));
    await payouts.approve.execute(checker, run.id);
    await expect(payoutOf(run.id, bob)).resolves.toMatchObject({ leftOut: 'in_review', booked: undefined });
    await expect(payoutOf(run.id, ana)).resolves.toMatchObject({ booked: 1000n });
    await payouts.review.close(checker, review.id);
    await expect(payouts.review.close(checker, review.id)).rejects.toEqual(refusal('payouts.review_not_found'));
    await payouts.cancel.execute(checker, run.id, 'test is over');
  });

  it('cannot be cancelled, and no other run approved, while its root is built (payouts.rail_busy)', async () => {
    const ana = await aPayee(1000n);
    const run = await propose();
    await payouts.approve.execute(checker, run.id);
    const taken = await database.unitOfWork.run((tx) => payouts.take.execute(tx, payouts.custody));
    expect(taken).toEqual([run.id]);
    await expect(payouts.cancel.execute(maker, run.id, 'too late')).rejects.toMatchObject({
      details: { state: 'posting' },
    });
    await payouts.earn(ana.id, 300n);
    const next = await propose();
    await expect(payouts.approve.execute(checker, next.id)).rejects.toEqual(refusal('payouts.rail_busy'));
    await payouts.follow.execute(epochPosted(taken, '2'));
    await payouts.approve.execute(checker, next.id);
    await expect(payouts.balancesOf(ana.id)).resolves.toEqual({ payable: 0n, settling: 1300n });
    await payouts.cancel.execute(checker, next.id, 'test is over');
  });

  it('either cancels or posts when both come at once, never both', async () => {
    const ana = await aPayee(777n);
    const run = await propose();
    await payouts.approve.execute(checker, run.id);
    const [cancelled, taken] = await Promise.allSettled([
      payouts.cancel.execute(maker, run.id, 'race'),
      database.unitOfWork.run((tx) => payouts.take.execute(tx, payouts.custody)),
    ]);
    const isTaken = taken.status === 'fulfilled' && taken.value.includes(run.id);
    expect(cancelled.status).toBe(isTaken ? 'rejected' : 'fulfilled');
    const { settling } = await payouts.balancesOf(ana.id);
    expect(settling).toBe(isTaken ? 777n : 0n);
    if (isTaken) await payouts.follow.execute(epochPosted([run.id], '3'));
  });

  it('shows claims on the oldest run first, once each, and takes one back that the chain undid', async () => {
    const ana = await aPayee(1000n);
    const first = await propose();
    await payouts.approve.execute(checker, first.id);
    await post('4');
    await payouts.earn(ana.id, 500n);
    clock.advance(1000);
    const second = await propose();
    await payouts.approve.execute(checker, second.id);
    await post('5');

    const settled = async () => Promise.all([first, second].map(async ({ id }) => (await payoutOf(id, ana))?.settled));
    await claimed(ana, 1200n, '1');
    await expect(settled()).resolves.toEqual([1000n, 200n]);
    await claimed(ana, 1200n, '1');
    await expect(settled()).resolves.toEqual([1000n, 200n]);
    await claimed(ana, 300n, '2', 'reversed');
    await expect(settled()).resolves.toEqual([900n, 0n]);
    await claimed(ana, 600n, '3');
    await expect(settled()).resolves.toEqual([1000n, 500n]);
    await expect(payouts.read.one(second.id)).resolves.toMatchObject({ postedAs: '5', sums: { settled: 500n } });
    const own = await payouts.read.ofPayee(ana.id, undefined, 10);
    expect(own.map(({ runId, settled: paid }) => [runId, paid])).toEqual([
      [second.id, 500n],
      [first.id, 1000n],
    ]);
  });

  it('is settled when its last payout is, and posted again when a claim is undone', async () => {
    const held = await database.ownerQuery<{ payee_id: Id<'Organisation'> }>(
      `select distinct payee_id from payouts.payout p where not exists (select from payouts.review r where r.payee_id = p.payee_id and closed_at is null)`,
    );
    for (const { payee_id: payee } of held) await payouts.review.open(maker, payee, 'not part of this test');
    const ana = await aPayee(1000n);
    const run = await propose();
    await payouts.approve.execute(checker, run.id);
    await post('6');
    const stateOf = async () => (await payouts.read.one(run.id)).state;
    await expect(stateOf()).resolves.toBe('posted');
    await claimed(ana, 1000n, '11');
    await expect(stateOf()).resolves.toBe('settled');
    await claimed(ana, 1000n, '12', 'reversed');
    await expect(stateOf()).resolves.toBe('posted');
    await claimed(ana, 1000n, '13');
    await expect(stateOf()).resolves.toBe('settled');
    const csv = await payouts.read.statement(run.id);
    expect(csv.split('\r\n').find((line) => line.includes(',10.00,10.00,10.00,'))).toBeDefined();
  });

  it('refuses a run for nobody (payouts.nobody_to_pay)', async () => {
    await expect(propose(1_000_000n)).rejects.toEqual(refusal('payouts.nobody_to_pay'));
  });

  it('keeps its history in the database', async () => {
    const attacks: [string, string][] = [
      [`update payouts.payout_run set state = 'proposed' where state = 'posted'`, 'payout_run_state_goes_forward'],
      [
        `update payouts.payout_run set approved_by = gen_random_uuid() where approved_by is not null`,
        'payout_run_keeps_its_people',
      ],
      [`update payouts.payout set booked = booked - 1 where booked > 0`, 'payout_keeps_its_list'],
      [`update payouts.payout set settled = booked + 1 where booked > 0`, 'payout_settles_at_most_what_was_booked'],
    ];
    for (const [attack, constraint] of attacks) {
      await expect(database.database.query(attack)).rejects.toMatchObject({ constraint });
    }
    for (const attack of [
      'delete from payouts.payout',
      'delete from payouts.payout_run',
      'update payouts.payout set payable = 1',
    ]) {
      await expect(database.database.query(attack)).rejects.toMatchObject({ code: '42501' });
    }
  });
});
