import { Inject, Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { LOGGER, type Logger } from '#platform/telemetry';
import { TakeFrozenRuns } from '#modules/payouts';
import { callData } from '../../adapters/contract-calls.ts';
import { WalletKeys } from '../../adapters/wallet-keys.ts';
import { ChainTxStore } from '../../storage/chain-tx.store.ts';
import type { Vault } from '../../storage/contract.store.ts';
import { type Epoch, EpochStore } from '../../storage/epoch.store.ts';
import { AnchorLedger } from '../anchor-ledger/anchor-ledger.ts';
import { EnqueueChainTx } from '../enqueue-chain-tx/enqueue-chain-tx.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { VaultReader } from '../reconcile-chain/vault-reader.ts';
import { BuildEpoch } from './build-epoch.ts';
import { rootIntent } from './root-intent.ts';

/** After so many refused posts a person must look. */
const MAX_TRIES = 3;

/** Brings frozen payout runs to the chain: one tree at a time, anchored before it is posted. */
@Injectable()
export class SettleRuns {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contracts: FindContracts,
    private readonly epochs: EpochStore,
    private readonly takeRuns: TakeFrozenRuns,
    private readonly build: BuildEpoch,
    private readonly anchor: AnchorLedger,
    private readonly reader: VaultReader,
    private readonly txs: ChainTxStore,
    private readonly enqueue: EnqueueChainTx,
    private readonly keys: WalletKeys,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** One step. True when something moved. @throws {ChainUnavailable} */
  async execute(): Promise<boolean> {
    const { vault } = await this.contracts.execute();
    const open = await this.epochs.oldestOpen(vault.custodyKey);
    if (open !== undefined) return open.state === 'built' ? this.post(vault, open) : this.watch(vault, open);
    const [last] = await this.epochs.epochs(vault.custodyKey, 1);
    // The next tree names the next epoch, so the one before must stand for good.
    if (last?.state === 'posted') return false;
    if (!(await this.epochs.hasWaitingRuns(vault.custodyKey))) return false;
    const runs = await this.take(vault);
    if (runs.length === 0) return false;
    return (await this.build.execute(vault, last, runs)) !== undefined;
  }

  /** Takes the runs that wait, so that payouts cancels them no more. None while one of them was not heard of yet. */
  private take(vault: Vault): Promise<readonly Id<'PayoutRun'>[]> {
    return this.unitOfWork.run(async (tx) => {
      const taken = await this.takeRuns.execute(tx, vault.custodyKey);
      await this.epochs.markTaken(tx, vault.custodyKey, taken, this.clock.now());
      const runs = await this.epochs.takenRuns(tx, vault.custodyKey);
      return runs.every(({ isHeard }) => isHeard) ? runs.map(({ id }) => id) : [];
    });
  }

  private async post(vault: Vault, epoch: Epoch): Promise<boolean> {
    if (epoch.tries >= MAX_TRIES) return false;
    if ((await this.reader.anchoredHead()).size < epoch.ledgerSize) return this.anchor.execute(epoch.ledgerSize);
    const latest = await this.reader.latest();
    // Not its turn yet: the chain has another number, or the root before it is still pending.
    if (latest.epoch + 1n !== epoch.number || latest.activeAt * 1000n > BigInt(this.clock.now())) return false;
    const { number, treeRoot, leafCount, total, ledgerSize } = epoch;
    const data = callData('payout_vault', 'postRoot', [number, treeRoot, leafCount, total, ledgerSize]);
    const wish = {
      intentKey: rootIntent(epoch),
      purpose: 'post_root',
      sender: this.keys.address('poster'),
      to: vault.address,
      data,
    };
    await this.unitOfWork.run(async (tx) => {
      await this.enqueue.execute(tx, wish);
      await this.epochs.setPosting(tx, epoch);
    });
    return true;
  }

  /** A post that was refused is wished again, a few times; the indexer moves the epoch on when the chain has it. */
  private async watch(vault: Vault, epoch: Epoch): Promise<boolean> {
    const wish = await this.txs.byIntent(vault.chainId, rootIntent(epoch));
    if (wish?.state !== 'failed') return false;
    this.logger.error({ event: 'settlement.post_refused', epoch: String(epoch.number), reason: wish.problem });
    await this.unitOfWork.run((tx) => this.epochs.setRefused(tx, epoch));
    return true;
  }
}
