import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Chain, ChainUnavailable } from '#platform/chain';
import { UnitOfWork } from '#platform/database';
import { accounts } from '#modules/ledger';
import { callData } from '../../adapters/contract-calls.ts';
import { WalletKeys } from '../../adapters/wallet-keys.ts';
import { type OnAChain, aSettlement, onAChain } from '../../testing.ts';
import { SettlementSettings } from '../../settlement-settings.ts';
import { ChainTxStore } from '../../storage/chain-tx.store.ts';
import { EnqueueChainTx, type Wish } from '../enqueue-chain-tx/enqueue-chain-tx.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { SendChainTxs } from './send-chain-txs.ts';

describe('sending to the chain', () => {
  let on: OnAChain;
  beforeAll(async () => void (on = await onAChain({ settings: { rebroadcastMs: 0 } })));
  afterAll(() => on.close());

  const get: OnAChain['settlement']['get'] = (token) => on.settlement.get(token);
  let count = 0;
  /** Mints one token unit to the depositor: harmless, and every one changes the chain. */
  const wish = async (what: Partial<Wish> = {}): Promise<string> => {
    const { address } = await get(FindContracts).execute();
    const sender = get(WalletKeys).address('depositor');
    const data = callData('token', 'mint', [sender, 1n]);
    const intentKey = `test:${(count += 1)}`;
    const full: Wish = { intentKey, purpose: 'test', sender, to: address('token'), data, ...what };
    await get(UnitOfWork).run((tx) => get(EnqueueChainTx).execute(tx, full));
    return full.intentKey;
  };
  const found = async (intentKey: string) => {
    const row = await get(ChainTxStore).byIntent(31_337n, intentKey);
    if (row === undefined) throw new Error(`no wish ${intentKey}`);
    return { ...row, attempts: await get(ChainTxStore).attempts(row.id) };
  };

  it('broadcasts the stored bytes after a crash between storing and broadcasting', async () => {
    const key = await wish();
    jest.spyOn(get(Chain), 'broadcast').mockRejectedValueOnce(new ChainUnavailable('the test'));
    await expect(get(SendChainTxs).execute()).rejects.toThrow('does not answer');
    const stored = await found(key);
    expect(stored).toMatchObject({ state: 'sent', attempts: [{ attempt: 1, broadcastAt: null }] });
    await on.settlement.settle();
    expect(await found(key)).toMatchObject({ state: 'final', mined: { hash: stored.attempts[0]?.hash } });
  });

  it('finds its transaction mined after a crash between broadcasting and writing that down', async () => {
    const key = await wish();
    jest.spyOn(get(ChainTxStore), 'markBroadcast').mockRejectedValueOnce(new Error('killed'));
    await expect(get(SendChainTxs).execute()).rejects.toThrow('killed');
    const broadcast = jest.spyOn(get(Chain), 'broadcast').mockClear();
    await on.settlement.settle();
    expect(await found(key)).toMatchObject({ state: 'final', attempts: [{ attempt: 1 }] });
    expect(broadcast).not.toHaveBeenCalled();
    broadcast.mockRestore();
  });

  it('sends each wish once however many senders run', async () => {
    const twin = await aSettlement(on.database, { rpcUrl: on.node.rpcUrl, settings: { rebroadcastMs: 0 } });
    const merchant = await on.settlement.merchant();
    const keys: string[] = [];
    for (let at = 0; at < 10; at += 1) keys.push(await wish());
    await Promise.all([
      get(SendChainTxs).execute(),
      twin.get(SendChainTxs).execute(),
      on.settlement.deposit(merchant, 40n),
    ]);
    await on.settlement.settle();
    const sent = await Promise.all(keys.map(found));
    expect(sent.every(({ state, attempts }) => state === 'final' && attempts.length === 1)).toBe(true);
    expect(new Set(sent.map(({ nonce }) => nonce)).size).toBe(10);
    expect(await on.settlement.balance(accounts.prepaid(merchant))).toBe(40n);
    await twin.close();
  });

  it('finds the same wish again instead of wishing twice', async () => {
    const key = await wish();
    const before = await found(key);
    await wish({ intentKey: key });
    expect(await found(key)).toEqual(before);
    await on.settlement.settle();
  });

  it('uses the nonce up without the wish when the contract would refuse it, and goes on', async () => {
    const { vault } = await get(FindContracts).execute();
    const refused = await wish({ to: vault.address, data: callData('payout_vault', 'voidRoot', [1n]) });
    const next = await wish();
    await on.settlement.settle();
    expect(await found(refused)).toMatchObject({ state: 'failed', attempts: [{ isBlank: true }] });
    expect((await found(refused)).problem).toMatch(/^AccessManagedUnauthorized\(0x/);
    expect(await found(next)).toMatchObject({ state: 'final' });
  });

  it('replaces a stuck transaction at the same nonce with both fees raised by 12.5 %', async () => {
    const settings = Object.assign(get(SettlementSettings), { stuckMs: 0 });
    await on.node.rpc('evm_setAutomine', false);
    const key = await wish({ gasLimit: 100_000n });
    await get(SendChainTxs).execute();
    await get(SendChainTxs).execute();
    const { state, nonce, attempts } = await found(key);
    const [first, second] = attempts;
    expect({ state, attempts: attempts.length }).toEqual({ state: 'sent', attempts: 2 });
    expect(8n * (second?.maxFee ?? 0n)).toBeGreaterThanOrEqual(9n * (first?.maxFee ?? 0n));
    expect(8n * (second?.maxPriorityFee ?? 0n)).toBeGreaterThanOrEqual(9n * (first?.maxPriorityFee ?? 0n));
    await on.node.rpc('evm_setAutomine', true);
    await on.node.rpc('evm_mine');
    await on.settlement.settle();
    expect(await found(key)).toMatchObject({ state: 'final', nonce, mined: { hash: second?.hash } });
    Object.assign(settings, { stuckMs: 10_000 });
  });

  it('takes another nonce only when a strange transaction used its own up for good', async () => {
    const sender = get(WalletKeys).address('depositor');
    const key = await wish();
    const { nonce } = await found(key);
    await on.node.rpc('eth_sendTransaction', { from: sender, to: sender });
    await on.settlement.settle();
    const after = await found(key);
    expect(after).toMatchObject({ state: 'final', nonce: nonce + 1n });
    expect(on.settlement.lines.map(({ event }) => event)).toContain('settlement.nonce_taken');
  });
});
