import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aTestNode, type TestNode } from '#platform/chain/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { CheckMoney, accounts } from '#modules/ledger';
import { ReadRuns } from '#modules/payouts';
import { FindContracts } from './use-cases/find-contracts/find-contracts.ts';
import { FindAnchor } from './use-cases/find-anchor/find-anchor.ts';
import { FindClaim } from './use-cases/find-claim/find-claim.ts';
import { ReconcileChain } from './use-cases/reconcile-chain/reconcile-chain.ts';
import { RelayClaim } from './use-cases/relay-claim/relay-claim.ts';
import { CLAIM_TO_TYPES, claimDomain } from './domain/claim.ts';
import { type TestPayee, type TestSettlement, aSettlement } from './testing.ts';

describe('settlement on PostgreSQL and a chain', () => {
  let node: TestNode;
  let database: TestDatabase;
  let settlement: TestSettlement;
  beforeAll(async () => {
    [node, database] = await Promise.all([aTestNode(), aDatabase()]);
    settlement = await aSettlement(database, { rpcUrl: node.rpcUrl });
  });
  afterAll(async () => {
    await settlement.close();
    await Promise.all([database.close(), node.stop()]);
  });

  const claim = async (payee: TestPayee, to = payee.wallet.address) => {
    const { vault, claim: open } = await settlement.get(FindClaim).execute(payee.id);
    const deadline = BigInt(Math.floor(Date.now() / 1000) + 600);
    const { lane, wallet, cumulative } = open!.leaf;
    const signed = { epoch: open!.epoch.number, lane, wallet, cumulative, to, deadline };
    const at = { chainId: vault.chainId, vault: vault.address };
    const types = { ClaimTo: [...CLAIM_TO_TYPES.ClaimTo] };
    const signature = await payee.wallet.signTypedData(claimDomain(at), types, signed);
    return settlement.get(RelayClaim).execute({ payee: payee.id, epoch: signed.epoch, to, deadline, signature });
  };
  const isWhole = async () => {
    expect((await settlement.get(ReconcileChain).execute()).breaks).toEqual([]);
    expect(await settlement.get(CheckMoney).execute()).toMatchObject({ breaks: [] });
  };

  it('books a deposit once it is final', async () => {
    const merchant = await settlement.merchant();
    await settlement.deposit(merchant, 12_345n);
    expect(await settlement.balance(accounts.prepaid(merchant))).toBe(12_345n);
    await isWhole();
  });

  it('brings a frozen run to the chain, and a claim back to the ledger', async () => {
    const [merchant, ana, ben] = [await settlement.merchant(), await settlement.payee(), await settlement.payee()];
    await settlement.deposit(merchant, 100_000n);
    await settlement.earn(merchant, ana.id, 700n);
    await settlement.earn(merchant, ben.id, 1_300n);
    const run = await settlement.freeze();
    await settlement.settle();
    const { vault } = await settlement.get(FindContracts).execute();
    const state = await settlement.get(FindClaim).execute(ana.id);
    expect(state.claim).toMatchObject({
      claimable: 700n,
      claimed: 0n,
      leaf: { wallet: ana.wallet.address.toLowerCase() },
    });

    await claim(ana);
    await settlement.settle();
    expect(await settlement.balance(accounts.paid(ana.id, vault.custodyKey))).toBe(700n);
    expect(await settlement.balance(accounts.paid(ben.id, vault.custodyKey))).toBe(0n);
    expect(await settlement.get(FindClaim).execute(ana.id)).toMatchObject({ paid: 700n, claim: { claimable: 0n } });
    expect(run).toBeDefined();
    expect(settlement.get(ReadRuns)).toBeDefined();
    expect(await settlement.get(FindAnchor).newest()).toMatchObject({ isFinal: true });
    await isWhole();
  });
});
