import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type EpochMs, minor } from '#kernel';
import { CheckMoney, accounts } from '#modules/ledger';
import { callData } from '../../adapters/contract-calls.ts';
import { orgRefOf } from '../../domain/org-ref.ts';
import { ConversionPaths } from '../../conversion-paths.ts';
import { SALE_TYPES, saleDomain } from '../../domain/sale.ts';
import {
  type KeptPaths,
  type OnAChain,
  fork,
  onAChain,
  publishedProgram,
  strangerCalls,
  strangerDeposits,
} from '../../testing.ts';
import { DepositAsMerchant } from '../deposit-as-merchant/deposit-as-merchant.ts';
import { PrepareSale } from '../settle-sale/prepare-sale.ts';
import { FindClaim } from '../find-claim/find-claim.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { ReconcileChain } from '../reconcile-chain/reconcile-chain.ts';

type EventRow = { name: string; state: string; is_booked: boolean; is_reversed: boolean };

const eventsOf = (on: OnAChain, name: string): Promise<EventRow[]> =>
  on.database.ownerQuery<EventRow>(
    `select name, state, entry_id is not null as is_booked, reversal_id is not null as is_reversed
     from settlement.chain_event where name = $1 order by seen_at, log_index`,
    [name],
  );

describe('a reorg deeper than finality', () => {
  let on: OnAChain;
  beforeEach(async () => void (on = await onAChain({ finalityDepth: 0n })));
  afterEach(() => on.close());
  const isWhole = async () => {
    expect((await on.settlement.get(ReconcileChain).execute()).breaks).toEqual([]);
    expect(await on.settlement.get(CheckMoney).execute()).toMatchObject({ breaks: [] });
  };

  it('takes a booked deposit back by a posting', async () => {
    const merchant = await on.settlement.merchant();
    await on.settlement.settle();
    const goBack = await fork(on);
    await strangerDeposits(on, orgRefOf(merchant), 500n);
    await on.settlement.settle();
    expect(await on.settlement.balance(accounts.prepaid(merchant))).toBe(500n);
    await goBack();
    await on.settlement.settle();
    expect(await on.settlement.balance(accounts.prepaid(merchant))).toBe(0n);
    expect(await eventsOf(on, 'Deposited')).toEqual([
      { name: 'Deposited', state: 'orphaned', is_booked: true, is_reversed: true },
    ]);
    await isWhole();
  });

  it('takes a settled sale back out of the payee’s account, into the escrow', async () => {
    const { settlement } = on;
    await on.node.rpc('evm_setNextBlockTimestamp', Math.floor(Date.now() / 1_000));
    await on.node.rpc('evm_mine');
    const [merchant, payee] = [await settlement.shop(), await settlement.payee()];
    const program = await publishedProgram(on, merchant);
    await settlement.get(DepositAsMerchant).escrow({ organisation: merchant.id, amount: minor(5_000n), key: 'x' });
    await settlement.settle();
    const draft = {
      merchant: merchant.id,
      externalId: 'order',
      placedAt: (Math.floor(Date.now() / 1_000) * 1_000 - 60_000) as EpochMs,
      lineNo: 1,
      program,
      payee: payee.id,
      category: 'toys',
      tier: 'gold',
      amount: minor(10_000n),
    };
    const { sale, settler, orderId } = await settlement.get(PrepareSale).execute(draft);
    const paths = settlement.get(ConversionPaths) as KeptPaths;
    paths.booked.add(orderId);
    const domain = saleDomain({ chainId: settler.chainId, settler: settler.address });
    const signature = await merchant.wallet.signTypedData(domain, { Sale: [...SALE_TYPES.Sale] }, sale);
    const goBack = await fork(on);
    await strangerCalls(on.node, settler.address, callData('commission_settler', 'settle', [sale, signature]));
    await settlement.settle();
    expect(await settlement.balance(accounts.settling(payee.id, settler.custodyKey))).toBe(800n);
    expect(paths.doubles.get(`${orderId}:1`)).toBe('review');
    await goBack();
    await settlement.settle();
    expect(await settlement.balance(accounts.settling(payee.id, settler.custodyKey))).toBe(0n);
    expect(await settlement.balance(accounts.escrow(merchant.id))).toBe(5_000n);
    expect(paths.doubles.get(`${orderId}:1`)).toBe('gone');
    expect(await eventsOf(on, 'SaleSettled')).toEqual([
      { name: 'SaleSettled', state: 'orphaned', is_booked: true, is_reversed: true },
    ]);
    await isWhole();
  });

  it('makes what was spent of such a deposit the merchant’s debt', async () => {
    const [merchant, payee] = [await on.settlement.merchant(), await on.settlement.payee()];
    await on.settlement.deposit(await on.settlement.merchant(), 1_000n); // Others' money covers the shortfall meanwhile.
    const goBack = await fork(on);
    await strangerDeposits(on, orgRefOf(merchant), 500n);
    await on.settlement.settle();
    await on.settlement.earn(merchant, payee.id, 200n);
    await goBack();
    await on.settlement.settle();
    expect(await on.settlement.balance(accounts.prepaid(merchant))).toBe(0n);
    expect(await on.settlement.balance(accounts.receivable(merchant))).toBe(200n);
    expect((await on.settlement.get(ReconcileChain).execute()).breaks).toEqual([]);
  });

  it('sends our own deposit again, and books it at its new place', async () => {
    const merchant = await on.settlement.merchant();
    const goBack = await fork(on);
    await on.settlement.deposit(merchant, 500n);
    await goBack();
    await on.settlement.settle();
    expect(await on.settlement.balance(accounts.prepaid(merchant))).toBe(500n);
    expect((await eventsOf(on, 'Deposited')).map(({ state }) => state)).toEqual(['orphaned', 'final']);
    await isWhole();
  });

  it('takes a booked claim back by a posting', async () => {
    const { settlement } = on;
    const [merchant, payee] = [await settlement.merchant(), await settlement.payee()];
    await settlement.deposit(merchant, 1_000n);
    await settlement.earn(merchant, payee.id, 300n);
    await settlement.freeze();
    await settlement.settle();
    const { vault } = await settlement.get(FindContracts).execute();
    const { claim } = await settlement.get(FindClaim).execute(payee.id);
    const { index, lane, wallet, cumulative, lastSeq, proof } = claim!.leaf;
    const args = [claim!.epoch.number, index, claim!.epoch.leafCount, lane, wallet, cumulative, lastSeq, proof];
    const goBack = await fork(on);
    await strangerCalls(on.node, vault.address, callData('payout_vault', 'claim', args));
    await settlement.settle();
    expect(await settlement.balance(accounts.paid(payee.id, vault.custodyKey))).toBe(300n);
    await goBack();
    await settlement.settle();
    expect(await settlement.balance(accounts.paid(payee.id, vault.custodyKey))).toBe(0n);
    expect(await settlement.get(FindClaim).execute(payee.id)).toMatchObject({ paid: 0n, claim: { claimable: 300n } });
    await isWhole();
  });

  it('posts a root and an anchor again that went away', async () => {
    const { settlement } = on;
    const [merchant, payee] = [await settlement.merchant(), await settlement.payee()];
    await settlement.deposit(merchant, 1_000n);
    await settlement.earn(merchant, payee.id, 300n);
    const goBack = await fork(on);
    await settlement.freeze();
    await settlement.settle();
    await goBack();
    await settlement.settle();
    expect(await settlement.get(FindClaim).execute(payee.id)).toMatchObject({ claim: { claimable: 300n } });
    expect((await eventsOf(on, 'RootPosted')).map(({ state }) => state)).toEqual(['orphaned', 'final']);
    expect((await eventsOf(on, 'Anchored')).map(({ state }) => state)).toEqual(['orphaned', 'final']);
    await isWhole();
  });
});

describe('a reorg within finality', () => {
  let on: OnAChain;
  beforeAll(async () => void (on = await onAChain({ finalityDepth: 3n })));
  afterAll(() => on.close());

  it('leaves nothing in the ledger: a deposit is in transit until it is final', async () => {
    const merchant = await on.settlement.merchant();
    const goBack = await fork(on);
    await strangerDeposits(on, orgRefOf(merchant), 500n);
    await on.settlement.rounds();
    expect(await eventsOf(on, 'Deposited')).toMatchObject([{ state: 'seen', is_booked: false }]);
    await goBack();
    await on.settlement.rounds();
    expect(await eventsOf(on, 'Deposited')).toMatchObject([{ state: 'orphaned', is_booked: false }]);
    await strangerDeposits(on, orgRefOf(merchant), 400n);
    for (let at = 0; at < 3; at += 1) await on.node.rpc('evm_mine');
    await on.settlement.rounds();
    expect(await on.settlement.balance(accounts.prepaid(merchant))).toBe(400n);
  });
});
