import { Inject, Injectable } from '@nestjs/common';
import { Clock, type Id, type Minor, minor, present } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { LOGGER, type Logger } from '#platform/telemetry';
import { FindPayeeWallets } from '#modules/identity';
import { ReadBalances, accounts } from '#modules/ledger';
import { type Keccak, type VaultLeaf, buildVaultTree } from '../../domain/vault-tree.ts';
import { bulkKeccak } from '../../keccak.ts';
import type { Vault } from '../../storage/contract.store.ts';
import { type Epoch, type EpochLeaf, EpochStore, type PayeeLane } from '../../storage/epoch.store.ts';

type LeafOf = VaultLeaf & { readonly payeeId: Id<'Organisation'>; readonly cumulative: Minor };

/** Builds the next payout tree of a vault from the settling balances, and stores it with its proofs. */
@Injectable()
export class BuildEpoch {
  private keccak: Keccak | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly epochs: EpochStore,
    private readonly balances: ReadBalances,
    private readonly wallets: FindPayeeWallets,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * The tree after `last` that pays the taken runs: every lane with money ever settled, in the order of lanes.
   * Undefined when there is nothing to pay.
   */
  async execute(vault: Vault, last: Epoch | undefined, runs: readonly Id<'PayoutRun'>[]): Promise<Epoch | undefined> {
    const lanes = await this.epochs.lanes(vault.custodyKey);
    const leaves = await this.leavesOf(vault, last, lanes);
    if (leaves.length === 0) return undefined;
    const number = (last?.number ?? 0n) + 1n;
    this.keccak ??= await bulkKeccak();
    const tree = buildVaultTree(this.keccak, { chainId: vault.chainId, vault: vault.address, epoch: number }, leaves);
    const epoch: Epoch = {
      custodyKey: vault.custodyKey,
      number,
      // All balances are of one moment: between the last of these entries and that moment none of the accounts moved.
      ledgerSize: leaves.reduce((most, { lastSeq }) => (lastSeq > most ? lastSeq : most), 0n),
      leafCount: BigInt(leaves.length),
      total: minor(tree.total),
      treeRoot: hex(tree.treeRoot),
      root: hex(tree.root),
      state: 'built',
      tries: 0,
      activeAt: null,
    };
    const rows = leaves.map((leaf, at) => ({
      ...leaf,
      index: BigInt(at),
      proof: present(tree.proofs[at], 'proof').map(hex),
    }));
    await this.unitOfWork.run((tx) => this.epochs.add(tx, epoch, rows, runs, this.clock.now()));
    this.logger.info({
      event: 'settlement.epoch_built',
      epoch: String(number),
      leaves: leaves.length,
      runs: runs.length,
    });
    return epoch;
  }

  private async leavesOf(vault: Vault, last: Epoch | undefined, lanes: readonly PayeeLane[]): Promise<LeafOf[]> {
    const refs = lanes.map(({ payeeId }) => ({
      path: accounts.settling(payeeId, vault.custodyKey),
      asset: vault.asset,
    }));
    const balances = await this.balances.execute(refs);
    const wallets = await this.wallets.execute(lanes.map(({ payeeId }) => payeeId));
    const before = last === undefined ? [] : await this.epochs.leaves(vault.custodyKey, last.number);
    const walletBefore = new Map(before.map((leaf: EpochLeaf) => [leaf.payeeId, leaf.wallet]));
    return lanes.flatMap(({ lane, payeeId }, at) => {
      const { balance, lastSeq } = present(balances[at], 'a settling balance');
      const wallet = wallets.get(payeeId) ?? walletBefore.get(payeeId);
      if (balance <= 0n) return [];
      if (wallet !== undefined) return [{ lane, payeeId, wallet, cumulative: minor(balance), lastSeq }];
      // Payouts lists nobody without a wallet; one who lost it since is paid by a later tree.
      this.logger.error({ event: 'settlement.payee_without_wallet', payee_id: payeeId, amount: String(balance) });
      return [];
    });
  }
}

function hex(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes).toString('hex')}`;
}
