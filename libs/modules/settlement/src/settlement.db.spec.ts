import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EpochMs, asset, minor, newId } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { CheckMoney, PostEntries, accounts } from '#modules/ledger';
import { orgRefOf } from './domain/org-ref.ts';
import { verifyStatement } from '#verify';
import { DrawPayoutStatement } from './use-cases/draw-payout-statement/draw-payout-statement.ts';
import { FindAnchor } from './use-cases/find-anchor/find-anchor.ts';
import { FindClaim } from './use-cases/find-claim/find-claim.ts';
import { FindContracts } from './use-cases/find-contracts/find-contracts.ts';
import { ReconcileChain } from './use-cases/reconcile-chain/reconcile-chain.ts';
import { RelayClaim } from './use-cases/relay-claim/relay-claim.ts';
import { VaultReader } from './use-cases/reconcile-chain/vault-reader.ts';
import { SettlementController } from './http/settlement.controller.ts';
import { type OnAChain, onAChain, signedClaim, strangerDeposits } from './testing.ts';

describe('settlement on PostgreSQL and a chain', () => {
  let on: OnAChain;
  beforeAll(async () => void (on = await onAChain()));
  afterAll(() => on.close());

  const get: OnAChain['settlement']['get'] = (token) => on.settlement.get(token);
  const key = async () => (await get(FindContracts).execute()).vault.custodyKey;
  const isWhole = async () => {
    expect((await get(ReconcileChain).execute()).breaks).toEqual([]);
    expect(await get(CheckMoney).execute()).toMatchObject({ breaks: [] });
  };
  /** Payouts' own consumer does this; its worker door is not ours. */
  const payoutsHears = () =>
    on.database.ownerQuery(`update payouts.payout_run set state = 'posted', posted_at = now(), posted_as = 'test'
      where state = 'posting'`);

  it('books a deposit once it is final, and once', async () => {
    const merchant = await on.settlement.merchant();
    await on.settlement.deposit(merchant, 12_345n, 'the same');
    await on.settlement.deposit(merchant, 12_345n, 'the same');
    expect(await on.settlement.balance(accounts.prepaid(merchant))).toBe(12_345n);
    await isWhole();
  });

  it('books a deposit that names nobody we know to suspense', async () => {
    await strangerDeposits(on, orgRefOf(newId(Date.now() as EpochMs)), 77n);
    await strangerDeposits(on, `0x${'ff'.repeat(32)}`, 5n);
    await on.settlement.settle();
    expect(await on.settlement.balance(accounts.suspense())).toBe(82n);
    await isWhole();
  });

  it('brings frozen runs to the chain, and claims back to the ledger', async () => {
    const { settlement } = on;
    const [merchant, ana, ben] = [await settlement.merchant(), await settlement.payee(), await settlement.payee()];
    await settlement.deposit(merchant, 100_000n);
    await settlement.earn(merchant, ana.id, 700n);
    await settlement.earn(merchant, ben.id, 1_300n);
    await settlement.freeze();
    expect(await get(FindClaim).execute(ana.id)).toMatchObject({ claim: null, onItsWay: 700n, paid: 0n });
    await settlement.settle();
    const open = await get(FindClaim).execute(ana.id);
    expect(open).toMatchObject({ claim: { claimable: 700n, claimed: 0n }, onItsWay: 0n });
    expect(open.claim?.leaf.wallet).toBe(ana.wallet.address.toLowerCase());

    await get(RelayClaim).execute(await signedClaim(settlement, ana));
    await settlement.settle();
    expect(await settlement.balance(accounts.paid(ana.id, await key()))).toBe(700n);
    expect(await get(FindClaim).execute(ana.id)).toMatchObject({ paid: 700n, claim: { claimable: 0n } });
    await isWhole();

    // A second run: cumulative amounts grow, lanes stay.
    await payoutsHears();
    await settlement.earn(merchant, ana.id, 50n);
    await settlement.freeze();
    await settlement.settle();
    const second = await get(FindClaim).execute(ana.id);
    expect(second.claim).toMatchObject({
      claimed: 700n,
      claimable: 50n,
      leaf: { lane: open.claim?.leaf.lane, cumulative: 750n },
    });
    await get(RelayClaim).execute(await signedClaim(settlement, ana, { to: ben.wallet.address }));
    await get(RelayClaim).execute(await signedClaim(settlement, ben));
    await settlement.settle();
    expect(await settlement.balance(accounts.paid(ana.id, await key()))).toBe(750n);
    expect(await settlement.balance(accounts.paid(ben.id, await key()))).toBe(1_300n);
    await payoutsHears();
    await isWhole();
  });

  it('gives a payee a statement of all that was paid out, in which the chain itself shows an omission', async () => {
    const { settlement, node } = on;
    const [merchant, payee] = [await settlement.merchant(), await settlement.payee()];
    await settlement.deposit(merchant, 10_000n);
    for (const amount of [100n, 250n, 5n]) {
      await settlement.earn(merchant, payee.id, amount);
      await settlement.freeze();
      await settlement.settle();
      await payoutsHears();
    }
    const drawn = await get(DrawPayoutStatement).execute(payee.id);
    const chain = {
      ethCall: async (call: object, block: string) => String(await node.rpc('eth_call', call, block)),
    };
    const found = await verifyStatement(drawn, chain);
    expect(found.steps.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(found.steps.find(({ name }) => name === 'payout')).toMatchObject({
      status: 'ok',
      sentence: 'The vault pays 355 in all by these 3 transfers, of which none is left out.',
    });

    type Statement = {
      transfers: { seq: string }[];
      log: { inclusion: Record<string, unknown> };
      payout: Record<string, string>;
    };
    const without = (at: number): unknown => {
      const copy = structuredClone(drawn) as unknown as Statement;
      const [gone] = copy.transfers.splice(at, 1);
      delete copy.log.inclusion[gone!.seq];
      return copy;
    };
    for (const at of [0, 1, 2]) expect(await verifyStatement(without(at), chain)).toMatchObject({ outcome: 'failed' });
    // The last one left out, and a payout of what is left forged: the vault holds no such root.
    const forged = without(2) as Statement;
    forged.payout = { ...forged.payout, cumulative: '350', last_seq: forged.transfers[1]!.seq };
    const report = await verifyStatement(forged, chain);
    expect(report.steps.find(({ name }) => name === 'payout')).toMatchObject({ status: 'failed', field: 'payout' });
  });

  it('anchors a head of the ledger that covers the posted tree, and finds the anchor of a leaf', async () => {
    const newest = await get(FindAnchor).newest();
    expect(newest).toMatchObject({ isFinal: true, chainId: 31_337n });
    expect(await get(VaultReader).anchoredHead()).toEqual({ size: newest?.size, root: newest?.root });
    expect((await get(FindAnchor).covering(1n))?.size).toBeLessThanOrEqual(newest?.size ?? 0n);
    await expect(get(FindAnchor).covering((newest?.size ?? 0n) + 1n)).resolves.toBeUndefined();
  });

  describe('a claim', () => {
    it('is refused when it was claimed already (settlement.nothing_to_claim)', async () => {
      const { settlement } = on;
      const [merchant, payee] = [await settlement.merchant(), await settlement.payee()];
      await settlement.deposit(merchant, 1_000n);
      await settlement.earn(merchant, payee.id, 10n);
      await settlement.freeze();
      await settlement.settle();
      await payoutsHears();
      const first = await signedClaim(settlement, payee);
      const relayed = await get(RelayClaim).execute(first);
      expect(await get(RelayClaim).execute(first)).toMatchObject({ id: relayed.id });
      await settlement.settle();
      expect(await get(RelayClaim).watch(relayed.id, payee.id)).toMatchObject({ state: 'final' });
      await expect(get(RelayClaim).watch(relayed.id, merchant)).rejects.toMatchObject({
        code: 'settlement.claim_not_found',
      });
      const again = get(RelayClaim).execute(await signedClaim(settlement, payee, { deadline: 700 }));
      await expect(again).rejects.toMatchObject({ code: 'settlement.nothing_to_claim' });
    });

    it('is refused without a good signature, in time, of a payee of that epoch', async () => {
      const { settlement } = on;
      const [merchant, payee, other] = [
        await settlement.merchant(),
        await settlement.payee(),
        await settlement.payee(),
      ];
      await settlement.deposit(merchant, 1_000n);
      await settlement.earn(merchant, payee.id, 10n);
      await settlement.freeze();
      await settlement.settle();
      await payoutsHears();
      const good = await signedClaim(settlement, payee);
      const refusals = [
        [{ ...good, to: other.wallet.address }, 'settlement.claim_signature_wrong'],
        [{ ...good, signature: `0x${'11'.repeat(65)}` }, 'settlement.claim_signature_wrong'],
        [{ ...good, epoch: 99n }, 'settlement.nothing_to_claim'],
        [{ ...good, payee: other.id }, 'settlement.nothing_to_claim'],
        [await signedClaim(settlement, payee, { deadline: 5 }), 'settlement.claim_expired'],
      ] as const;
      for (const [claim, code] of refusals) {
        await expect(get(RelayClaim).execute(claim)).rejects.toMatchObject({ code });
      }
      expect(await settlement.balance(accounts.paid(payee.id, await key()))).toBe(0n);
    });
  });

  it('shows contracts, claims and reconciliation over HTTP in the promised shapes', async () => {
    const payee = await on.settlement.payee();
    const controller = get(SettlementController);
    const contracts = await controller.list(payee.caller);
    expect(contracts).toMatchObject({
      chain_id: '31337',
      asset: 'GBPT/2',
      deposit: { org_ref: null },
      anchor: { is_final: true, final_size: expect.stringMatching(/^[1-9]/) },
    });
    expect(await controller.claim(payee.caller)).toEqual({
      claim: null,
      on_its_way: { amount: '0', asset: 'GBPT/2' },
      paid: { amount: '0', asset: 'GBPT/2' },
      gas: null,
      relayed: null,
    });
    expect(await controller.reconciliation()).toMatchObject({ is_whole: true });
  });

  it('says what a run costs before it is posted, its root afterwards, and where a claim is', async () => {
    const { settlement } = on;
    const controller = get(SettlementController);
    const [merchant, payee] = [await settlement.merchant(), await settlement.payee()];
    await settlement.deposit(merchant, 1_000n);
    await settlement.earn(merchant, payee.id, 40n);
    const id = await settlement.freeze();
    const before = (await controller.root({ id })) as { gas: Record<'units' | 'price_wei' | 'fee_wei', string> };
    expect(before).toMatchObject({ epoch: null, post: null });
    expect(BigInt(before.gas.units)).toBeGreaterThan(21_000n);
    expect(BigInt(before.gas.fee_wei)).toBe(BigInt(before.gas.units) * BigInt(before.gas.price_wei));
    await settlement.settle();
    await payoutsHears();
    const { epoch: number } = await get(VaultReader).latest();
    const root = await get(VaultReader).rootOf(number);
    expect(await controller.root({ id })).toMatchObject({
      epoch: { number: String(number), state: 'final', root },
      post: { state: 'final', tx_hash: expect.stringMatching(/^0x/), block_number: expect.stringMatching(/^\d+$/) },
      gas: null,
    });

    const state = (await controller.claim(payee.caller)) as { gas: { units: string } };
    expect(BigInt(state.gas.units)).toBeGreaterThan(21_000n);
    await get(RelayClaim).execute(await signedClaim(settlement, payee));
    await settlement.settle();
    expect(await controller.claim(payee.caller)).toMatchObject({
      claim: { claimable: { amount: '0' } },
      gas: null,
      relayed: { state: 'final', tx_hash: expect.stringMatching(/^0x/), problem: null },
    });
  });

  it('finds money in the book that is not on the chain', async () => {
    const merchant = await on.settlement.merchant();
    const now = Date.now() as EpochMs;
    const custody = accounts.custody(await key());
    const transfers = [{ debit: custody, credit: accounts.prepaid(merchant), amount: minor(1n) }];
    const entry = { id: newId<'Entry'>(now), asset: asset('GBPT/2'), effectiveAt: now, transfers, metadata: {} };
    await get(UnitOfWork).run((tx) => get(PostEntries).execute(tx, [entry]));
    const { breaks } = await get(ReconcileChain).execute();
    expect(breaks.map(({ name }) => name)).toEqual(['custody account = deposited - paid']);
  });
});
