import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { minor } from '#kernel';
import { EmbeddedChain } from '#platform/chain';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { ReadAssets, accounts } from '#modules/ledger';
import { WalletKeys, demoKeys } from '../../adapters/wallet-keys.ts';
import { ChainTxStore } from '../../storage/chain-tx.store.ts';
import { type TestSettlement, aSettlement } from '../../testing.ts';
import { DepositAsMerchant } from '../deposit-as-merchant/deposit-as-merchant.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { ReconcileChain } from '../reconcile-chain/reconcile-chain.ts';

describe('the first start and the next ones on the embedded chain', () => {
  let dataDir: string;
  let database: TestDatabase;
  let running: { node: EmbeddedChain; settlement?: TestSettlement }[];
  beforeEach(async () => {
    running = [];
    [dataDir, database] = await Promise.all([mkdtemp(join(tmpdir(), 'provisio-deploy-')), aDatabase()]);
  });
  afterEach(async () => {
    for (const { node, settlement } of running) {
      await settlement?.close();
      await node.stop();
    }
    await database.close();
    await rm(dataDir, { recursive: true });
  });
  const start = async (): Promise<TestSettlement> => {
    const place: (typeof running)[number] = { node: await EmbeddedChain.start({ dataDir }) };
    running.push(place);
    place.settlement = await aSettlement(database, { rpcUrl: place.node.rpcUrl });
    return place.settlement;
  };
  const stop = async (): Promise<void> => {
    const { node, settlement } = running.pop() ?? {};
    await settlement?.close();
    await node?.stop();
  };

  it('deploy once, tie the asset to its token, and find everything again', async () => {
    const first = await start();
    const merchant = await first.merchant();
    await first.deposit(merchant, 900n);
    const { all, vault } = await first.get(FindContracts).execute();
    const [registered] = await first.get(ReadAssets).execute();
    const token = all.find(({ name }) => name === 'token')?.address;
    expect(registered).toMatchObject({
      asset: vault.asset,
      token: { chainId: 31_337n, address: token, unitScale: 1n },
    });
    await stop();

    const second = await start();
    expect((await second.get(FindContracts).execute()).all).toEqual(all);
    await second.deposit(merchant, 100n, 'after the restart');
    expect(await second.balance(accounts.prepaid(merchant))).toBe(1_000n);
    expect((await second.get(ReconcileChain).execute()).breaks).toEqual([]);
  });

  it('go on where a deployment was cut off', async () => {
    const place = { node: await EmbeddedChain.start({ dataDir }) };
    running.push(place);
    // Killed right after its first transaction was broadcast.
    const spy = jest.spyOn(ChainTxStore.prototype, 'markBroadcast').mockRejectedValueOnce(new Error('killed'));
    await expect(aSettlement(database, { rpcUrl: place.node.rpcUrl })).rejects.toThrow('killed');
    spy.mockRestore();
    const rows = await database.ownerQuery('select intent_key from settlement.chain_tx');
    expect(rows).toHaveLength(14);
    const settlement = await aSettlement(database, { rpcUrl: place.node.rpcUrl });
    expect((await settlement.get(FindContracts).execute()).all).toHaveLength(6);
    expect(await database.ownerQuery('select intent_key from settlement.chain_tx')).toHaveLength(14);
    await settlement.close();
  });

  it('are refused when the chain’s folder is another (settlement.contracts_missing)', async () => {
    await start();
    await stop();
    await rm(join(dataDir, 'chain'), { recursive: true });
    await expect(start()).rejects.toMatchObject({ code: 'settlement.contracts_missing' });
  });

  it('take the configured contracts of an external chain, with keys of their own and no demo money', async () => {
    const { address } = await (await start()).get(FindContracts).execute();
    const contracts = { payoutVault: address('payout_vault'), ledgerAnchor: address('ledger_anchor'), firstBlock: 1n };
    const elsewhere = await aDatabase();
    const commissionSettler = address('commission_settler');
    const settings = { isDemoChain: false, contracts: { ...contracts, commissionSettler } };
    const external = await aSettlement(elsewhere, { rpcUrl: running[0]?.node.rpcUrl ?? '', settings });
    const { vault, all } = await external.get(FindContracts).execute();
    expect(vault).toMatchObject({ address: contracts.payoutVault, unitScale: 1n, delaySeconds: 0, firstBlock: 1n });
    expect(all.map(({ name, version }) => [name, version])).toEqual([
      ['commission_schedule', null],
      ['commission_settler', null],
      ['ledger_anchor', null],
      ['payout_vault', null],
      ['token', null],
    ]);
    await expect(external.get(FindContracts).settler()).resolves.toMatchObject({
      address: commissionSettler,
      schedule: address('commission_schedule'),
      unitScale: 1n,
    });
    expect(external.get(WalletKeys).address('poster')).not.toBe(demoKeys().address('poster'));
    const organisation = await external.merchant();
    const deposit = external.get(DepositAsMerchant).execute({ organisation, amount: minor(1n), key: 'x' });
    await expect(deposit).rejects.toMatchObject({ code: 'settlement.demo_money_refused' });
    await external.close();
    await elsewhere.close();
  });

  it('do without a settler where none is configured (settlement.no_settler)', async () => {
    const { address } = await (await start()).get(FindContracts).execute();
    const contracts = { payoutVault: address('payout_vault'), ledgerAnchor: address('ledger_anchor'), firstBlock: 1n };
    const elsewhere = await aDatabase();
    const settings = { isDemoChain: false, contracts };
    const external = await aSettlement(elsewhere, { rpcUrl: running[0]?.node.rpcUrl ?? '', settings });
    await expect(external.get(FindContracts).settler()).rejects.toMatchObject({ code: 'settlement.no_settler' });
    await external.close();
    await elsewhere.close();
  });

  it('of an earlier version, without a settler, are refused by name (settlement.contracts_outdated)', async () => {
    await start();
    await stop();
    await database.ownerQuery('delete from settlement.settler');
    await database.ownerQuery(`delete from settlement.contract where name like 'commission_%'`);
    await expect(start()).rejects.toMatchObject({ code: 'settlement.contracts_outdated' });
  });
});
