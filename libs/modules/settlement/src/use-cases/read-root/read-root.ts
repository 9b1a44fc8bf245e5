import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { ReadRuns } from '#modules/payouts';
import { type ChainTx, ChainTxStore } from '../../storage/chain-tx.store.ts';
import { type Epoch, EpochStore } from '../../storage/epoch.store.ts';
import { EstimateGas, type GasEstimate } from '../estimate-gas/estimate-gas.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { rootIntent } from '../settle-runs/root-intent.ts';

/** How far a payout run has come on the chain. */
export type RunRoot = {
  /** The tree that pays it; null before one is built. */
  readonly epoch: Epoch | null;
  /** The wish that posts its root; null before it is wished. */
  readonly post: ChainTx | null;
  /** Of posting the next root, while this run's is not posted; null afterwards or where the vault would refuse one. */
  readonly gas: GasEstimate | null;
};

/** Reads the tree and the root of a payout run. */
@Injectable()
export class ReadRoot {
  constructor(
    private readonly runs: ReadRuns,
    private readonly contracts: FindContracts,
    private readonly epochs: EpochStore,
    private readonly txs: ChainTxStore,
    private readonly estimate: EstimateGas,
  ) {}

  /** @throws {RunNotFound | NoVault | ChainUnavailable} */
  async execute(runId: Id<'PayoutRun'>): Promise<RunRoot> {
    const { state } = await this.runs.one(runId);
    const { vault } = await this.contracts.execute();
    const epoch = (await this.epochs.ofRun(runId)) ?? null;
    const post = epoch === null ? null : ((await this.txs.byIntent(vault.chainId, rootIntent(epoch))) ?? null);
    const isOpen = state === 'proposed' || state === 'frozen' || (state === 'posting' && post?.mined === null);
    return { epoch, post, gas: isOpen ? await this.estimate.postRoot(vault) : null };
  }
}
