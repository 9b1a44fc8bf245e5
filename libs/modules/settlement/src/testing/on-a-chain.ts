import { type EpochMs, type Id, newId } from '#kernel';
import type { RuleVersionPublishedV1 } from '#modules/programs/events';
import { type TestNode, aTestNode } from '#platform/chain/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { callData } from '../adapters/contract-calls.ts';
import { CLAIM_TO_TYPES, claimDomain } from '../domain/claim.ts';
import { FindClaim } from '../use-cases/find-claim/find-claim.ts';
import { FindContracts } from '../use-cases/find-contracts/find-contracts.ts';
import type { SignedClaim } from '../use-cases/relay-claim/relay-claim.ts';
import { type TestPayee, type TestSettlement, type TestSettlementOptions, aSettlement } from './a-settlement.ts';

/** A database, a chain that forgets, and settlement on both. */
export type OnAChain = {
  readonly node: TestNode;
  readonly database: TestDatabase;
  readonly settlement: TestSettlement;
  close(): Promise<void>;
};

/** Starts all three. */
export async function onAChain(options: Omit<TestSettlementOptions, 'rpcUrl'> = {}): Promise<OnAChain> {
  const [node, database] = await Promise.all([aTestNode(), aDatabase()]);
  // Where mined is not final at once, the deployment needs blocks that nobody asks for.
  if (options.finalityDepth !== undefined) await node.rpc('evm_setIntervalMining', 50);
  const settlement = await aSettlement(database, { ...options, rpcUrl: node.rpcUrl });
  await node.rpc('evm_setIntervalMining', 0);
  const close = async (): Promise<void> => {
    await settlement.close();
    await Promise.all([database.close(), node.stop()]);
  };
  return { node, database, settlement, close };
}

/** What is called takes every block since away and lets another branch be longer: a reorg. */
export async function fork({ node }: Pick<OnAChain, 'node'>): Promise<() => Promise<void>> {
  const snapshot = await node.rpc('evm_snapshot');
  return async () => {
    await node.rpc('evm_revert', snapshot);
    await node.rpc('evm_increaseTime', 60);
    for (let at = 0; at < 8; at += 1) await node.rpc('evm_mine');
  };
}

/** The payee's open claim, signed by their wallet; `deadline` in seconds from now. */
export async function signedClaim(
  settlement: TestSettlement,
  payee: TestPayee,
  what: { to?: string; deadline?: number } = {},
): Promise<SignedClaim> {
  const { vault, claim } = await settlement.get(FindClaim).execute(payee.id);
  if (claim === null) throw new Error('the payee has no open claim');
  const to = what.to ?? payee.wallet.address;
  const deadline = BigInt(Math.floor(Date.now() / 1000) + (what.deadline ?? 600));
  const { lane, wallet, cumulative } = claim.leaf;
  const message = { epoch: claim.epoch.number, lane, wallet, cumulative, to, deadline };
  const domain = claimDomain({ chainId: vault.chainId, vault: vault.address });
  const signature = await payee.wallet.signTypedData(domain, { ClaimTo: [...CLAIM_TO_TYPES.ClaimTo] }, message);
  return { payee: payee.id, epoch: message.epoch, to, deadline, signature };
}

/** One of Hardhat's accounts that is none of ours: what it sends is not in our outbox, so nobody sends it again. */
const STRANGER = '0xa0ee7a142d267c1f36714e4a8f75612f20a79720';

/** A stranger calls a contract; mined at once. */
export async function strangerCalls(node: TestNode, to: string, data: string): Promise<void> {
  await node.rpc('eth_sendTransaction', { from: STRANGER, to, data });
}

/** A stranger mints test tokens and deposits them for `orgRef`. */
export async function strangerDeposits({ node, settlement }: OnAChain, orgRef: string, units: bigint): Promise<void> {
  const { address, vault } = await settlement.get(FindContracts).execute();
  await strangerCalls(node, address('token'), callData('token', 'mint', [STRANGER, units]));
  await strangerCalls(node, address('token'), callData('token', 'approve', [vault.address, units]));
  await strangerCalls(node, vault.address, callData('payout_vault', 'deposit', [orgRef, units]));
}

/** A program of `merchant` on chain, published as its event does: 5 %, 8 % for gold, 9 % on lighting. */
export async function publishedProgram(on: OnAChain, merchant: TestPayee): Promise<Id<'Program'>> {
  const program = newId<'Program'>(Date.now() as EpochMs);
  const body: RuleVersionPublishedV1 = {
    event: 'programs.rule_version_published.v1',
    rule_version: {
      program_id: program,
      merchant_id: merchant.id,
      settlement_asset: 'GBPT/2',
      version: 1,
      from: '2026-01-01T00:00:00.000Z',
      notice_days: 14,
      rules_hash: '7e'.repeat(32),
      table: [
        { category: '*', tier: '*', bps: 500 },
        { category: '*', tier: 'gold', bps: 800 },
        { category: 'home/lighting', tier: '*', bps: 900 },
      ],
      before: null,
    },
  };
  await on.settlement.publish(body);
  return program;
}
