import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EpochMs, type Id, minor } from '#kernel';
import { CheckMoney, accounts } from '#modules/ledger';
import { callData } from '../../adapters/contract-calls.ts';
import { ConversionPaths } from '../../conversion-paths.ts';
import { SettlementEvent } from '../../events.ts';
import { SALE_TYPES, saleDomain } from '../../domain/sale.ts';
import { SettlerController } from '../../http/settler.controller.ts';
import { KeptPaths, type OnAChain, type TestPayee, onAChain, publishedProgram, strangerCalls } from '../../testing.ts';
import { DepositAsMerchant } from '../deposit-as-merchant/deposit-as-merchant.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { ReconcileChain } from '../reconcile-chain/reconcile-chain.ts';
import { VaultReader } from '../reconcile-chain/vault-reader.ts';
import { FindSettlerMoney } from './find-settler-money.ts';
import { PrepareSale, type SaleDraft } from './prepare-sale.ts';
import { RelaySale, type SignedSale } from './relay-sale.ts';
import { RelayWithdrawal } from './relay-withdrawal.ts';

describe('sales that settle on chain, on PostgreSQL and a chain', () => {
  let on: OnAChain;
  let merchant: TestPayee;
  let payee: TestPayee;
  let program: Id<'Program'>;
  let count = 0;

  beforeAll(async () => {
    on = await onAChain();
    // The test chain begins in the past.
    await on.node.rpc('evm_setNextBlockTimestamp', Math.floor(Date.now() / 1_000));
    await on.node.rpc('evm_mine');
    [merchant, payee] = [await on.settlement.shop(), await on.settlement.payee()];
    program = await publishedProgram(on, merchant);
    await get(DepositAsMerchant).escrow({ organisation: merchant.id, amount: minor(100_000n), key: 'first' });
    await on.settlement.settle();
  }, 120_000);
  afterAll(() => on.close());

  const get: OnAChain['settlement']['get'] = (token) => on.settlement.get(token);
  const paths = () => get(ConversionPaths) as KeptPaths;
  const settlerKey = async () => (await get(FindContracts).settler()).custodyKey;
  const aSale = (values: Partial<SaleDraft> = {}): SaleDraft => ({
    merchant: merchant.id,
    externalId: `order ${(count += 1)}`,
    placedAt: (Math.floor(Date.now() / 1_000) * 1_000 - 60_000) as EpochMs,
    lineNo: 1,
    program,
    payee: payee.id,
    category: 'home/lighting/lamps',
    tier: 'gold',
    amount: minor(10_000n),
    ...values,
  });
  const signed = async (draft: SaleDraft, by = merchant): Promise<SignedSale> => {
    const { sale, settler } = await get(PrepareSale).execute(draft);
    const domain = saleDomain({ chainId: settler.chainId, settler: settler.address });
    const signature = await by.wallet.signTypedData(domain, { Sale: [...SALE_TYPES.Sale] }, sale);
    return { ...draft, deadline: sale.deadline, signature };
  };
  const isWhole = async () => {
    expect((await get(ReconcileChain).execute()).breaks).toEqual([]);
    expect(await get(CheckMoney).execute()).toMatchObject({ breaks: [] });
  };

  it('books escrow apart from prepaid money, sales to the payee, and withdrawals', async () => {
    const key = await settlerKey();
    expect(await on.settlement.balance(accounts.escrow(merchant.id))).toBe(100_000n);
    expect(await on.settlement.balance(accounts.prepaid(merchant.id))).toBe(0n);
    const sale = await signed(aSale());
    const relayed = await get(RelaySale).execute(sale);
    expect(await get(RelaySale).execute(sale)).toMatchObject({ id: relayed.id });
    await on.settlement.settle();
    expect(await on.settlement.balance(accounts.settling(payee.id, key))).toBe(900n);
    expect(await get(FindSettlerMoney).payee(payee.id)).toMatchObject({ withdrawable: 900n, credited: 900n, paid: 0n });
    await isWhole();

    const withdrawals = await get(RelayWithdrawal).execute(payee.id);
    expect(withdrawals).toHaveLength(1);
    await on.settlement.settle();
    expect(await on.settlement.balance(accounts.paid(payee.id, key))).toBe(900n);
    expect(await on.settlement.balance(accounts.settler(key))).toBe(99_100n);
    await expect(get(RelayWithdrawal).execute(payee.id)).rejects.toMatchObject({ code: 'settlement.nothing_to_claim' });
    await isWhole();
  });

  it('tells of a settled sale once, by the line of the order', async () => {
    const draft = aSale({ lineNo: 3 });
    await get(RelaySale).execute(await signed(draft));
    await on.settlement.settle();
    const orderId = paths().orderId(merchant.id, draft.externalId, draft.placedAt);
    const records = await on.database.ownerQuery<{ body: string }>(
      `select body from platform.event_record where topic = 'settlement'`,
    );
    const told = records
      .map(({ body }) => SettlementEvent.parse(JSON.parse(body)))
      .filter((event) => event.event === 'settlement.sale_settled.v1')
      .filter(({ sale }) => sale.order_id === orderId);
    expect(told).toHaveLength(1);
    expect(told[0]?.sale).toMatchObject({ line_no: 3, payee_id: payee.id, commission: '900', program_id: program });
  });

  it('refuses an order that the ledger has booked (settlement.paid_by_epoch), and nothing is sent', async () => {
    const draft = aSale();
    paths().booked.add(paths().orderId(merchant.id, draft.externalId, draft.placedAt));
    const before = await get(FindSettlerMoney).merchant(merchant.id);
    await expect(get(RelaySale).execute(await signed(draft))).rejects.toMatchObject({
      code: 'settlement.paid_by_epoch',
    });
    await on.settlement.settle();
    expect((await get(FindSettlerMoney).merchant(merchant.id)).escrow).toBe(before.escrow);
  });

  it('sees a booked order that somebody settles on chain anyway, and has it reviewed', async () => {
    const draft = aSale();
    const orderId = paths().orderId(merchant.id, draft.externalId, draft.placedAt);
    paths().booked.add(orderId);
    const { signature, deadline } = await signed(draft);
    const { sale, settler } = await get(PrepareSale).execute(draft, deadline);
    await strangerCalls(on.node, settler.address, callData('commission_settler', 'settle', [sale, signature]));
    await on.settlement.settle();
    expect(paths().doubles.get(`${orderId}:1`)).toBe('review');
    expect(on.settlement.lines).toContainEqual(expect.objectContaining({ event: 'settlement.paid_twice' }));
    await isWhole();
  });

  it('refuses a sale by its reason, in order', async () => {
    const other = await on.settlement.shop();
    const good = await signed(aSale());
    const refusals = [
      [{ ...good, payee: other.id, merchant: await on.settlement.merchant() }, 'settlement.merchant_not_admitted'],
      [{ ...good, payee: await on.settlement.merchant() }, 'settlement.payee_without_wallet'],
      [{ ...good, program: merchant.id as unknown as Id<'Program'> }, 'settlement.sale_refused'],
      [{ ...good, deadline: 5n }, 'settlement.claim_expired'],
      [{ ...good, amount: minor(10_001n) }, 'settlement.sale_signature_wrong'],
      [await signed(aSale(), payee), 'settlement.sale_signature_wrong'],
      [await signed(aSale({ amount: minor(10_000_000n) })), 'settlement.sale_refused'],
      [await signed(aSale({ merchant: other.id }), other), 'settlement.sale_refused'], // another's program
    ] as const;
    for (const [sale, code] of refusals) {
      await expect(get(RelaySale).execute(sale)).rejects.toMatchObject({ code });
    }
  });

  it('books what goes to a wallet of nobody we know to suspense, and out of it again', async () => {
    const key = await settlerKey();
    const nobody = `0x${'cd'.repeat(20)}`;
    const { sale, settler } = await get(PrepareSale).execute(aSale());
    const theirs = { ...sale, payee: nobody };
    const domain = saleDomain({ chainId: settler.chainId, settler: settler.address });
    const signature = await merchant.wallet.signTypedData(domain, { Sale: [...SALE_TYPES.Sale] }, theirs);
    await strangerCalls(on.node, settler.address, callData('commission_settler', 'settle', [theirs, signature]));
    await on.settlement.settle();
    expect(await on.settlement.balance(accounts.suspense())).toBe(900n);
    await isWhole();
    await strangerCalls(on.node, settler.address, callData('commission_settler', 'withdraw', [nobody]));
    await on.settlement.settle();
    expect(await on.settlement.balance(accounts.suspense())).toBe(0n);
    expect(await on.settlement.balance(accounts.settler(key))).toBe(await get(VaultReader).settlerHolds());
    await isWhole();
  });

  it('shows the settler over HTTP in the promised shapes', async () => {
    const controller = get(SettlerController);
    const [asMerchant, asPayee] = [await controller.read(merchant.caller), await controller.read(payee.caller)];
    expect(asMerchant).toMatchObject({
      asset: 'GBPT/2',
      merchant: { is_admitted: true, wallet: merchant.wallet.address.toLowerCase() },
      payee: null,
    });
    expect(asPayee).toMatchObject({ merchant: null, payee: { credited: { asset: 'GBPT/2' } } });
  });
});
