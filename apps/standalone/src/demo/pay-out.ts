import type { INestApplicationContext } from '@nestjs/common';
import { type Caller, minor } from '#kernel';
import { FindPayeeWallets, IssueWalletChallenge, SetPayeeWallet } from '#modules/identity';
import { ApproveRun, ProposeRun, ReadRuns } from '#modules/payouts';
import { DemoWallet, FindClaim, RelayClaim } from '#modules/settlement';
import { callerNamed, INFLUENCERS } from './people.ts';
import { SETTLEMENT } from './shops.ts';
import { until } from './wait.ts';

/** What was paid. Amounts in minor units of GBPT/2. */
export type PaidOut = {
  readonly payees: number;
  readonly total: bigint;
  readonly claimed: bigint;
  readonly claimTx: string;
};

/** Who claims; the others find theirs in the vault, so that they can. */
export const CLAIMANT = INFLUENCERS[1];

const CLAIM_LIFE_SECONDS = 3_600n;

/** Influencers name their wallets, two people of finance make a run, and one influencer claims on the chain. */
export async function payOut(app: INestApplicationContext, maker: Caller, checker: Caller): Promise<PaidOut> {
  for (const name of INFLUENCERS) await setWallet(app, name);
  const { payees, total } = await makeRun(app, maker, checker);
  const claimed = await claim(app, CLAIMANT);
  return { payees, total, ...claimed };
}

async function setWallet(app: INestApplicationContext, name: string): Promise<void> {
  const caller = callerNamed(name);
  if ((await app.get(FindPayeeWallets).execute([caller.organisation])).size > 0) return;
  const wallet = new DemoWallet(name);
  const { message } = await app.get(IssueWalletChallenge).execute(caller, wallet.address);
  await app.get(SetPayeeWallet).execute(caller, { message, signature: await wallet.signMessage(message) });
}

/** Proposes and approves, unless an earlier start did. */
async function makeRun(
  app: INestApplicationContext,
  maker: Caller,
  checker: Caller,
): Promise<{ payees: number; total: bigint }> {
  const runs = app.get(ReadRuns);
  const [earlier] = await runs.list(undefined, undefined, 1);
  const run = earlier ?? (await app.get(ProposeRun).execute(maker, { asset: SETTLEMENT, minimum: minor(100n) }));
  if (run.state === 'proposed') await app.get(ApproveRun).execute(checker, run.id);
  const paid = (await runs.payouts(run.id, undefined, 1_000)).filter(
    ({ booked }) => booked !== undefined && booked > 0n,
  );
  return { payees: paid.length, total: paid.reduce((sum, { booked }) => sum + (booked ?? 0n), 0n) };
}

/** Claims what the newest root pays, by a signature that the platform relays; resolves when it is final and booked. */
async function claim(app: INestApplicationContext, name: string): Promise<{ claimed: bigint; claimTx: string }> {
  const payee = callerNamed(name).organisation;
  const find = app.get(FindClaim);
  const { vault, claim: found } = await until('the root', async () => {
    const state = await find.execute(payee);
    return state.claim === null ? undefined : { vault: state.vault, claim: state.claim };
  });
  const { epoch, leaf } = found;
  const wallet = new DemoWallet(name);
  const deadline = BigInt(Math.floor(Date.now() / 1000)) + CLAIM_LIFE_SECONDS;
  const { lane, cumulative } = leaf;
  const signed = { epoch: epoch.number, lane, wallet: leaf.wallet, cumulative, to: wallet.address, deadline };
  const signature = await wallet.signClaim({ chainId: vault.chainId, vault: vault.address }, signed);
  const relay = app.get(RelayClaim);
  let relayed = { id: undefined as Awaited<ReturnType<typeof relay.execute>>['id'] | undefined };
  if (found.claimable > 0n) {
    relayed = await relay.execute({ payee, epoch: epoch.number, to: wallet.address, deadline, signature });
  }
  const claimed = await until('the claim', async () => {
    const { paid } = await find.execute(payee);
    return paid > 0n ? paid : undefined;
  });
  const txHash = relayed.id === undefined ? null : (await relay.watch(relayed.id, payee)).txHash;
  return { claimed, claimTx: txHash === null ? 'claimed by an earlier start' : `transaction ${txHash}` };
}
