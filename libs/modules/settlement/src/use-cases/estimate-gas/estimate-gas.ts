import { Injectable } from '@nestjs/common';
import { CallReverted, Chain } from '#platform/chain';
import { callData } from '../../adapters/contract-calls.ts';
import { WalletKeys } from '../../adapters/wallet-keys.ts';
import type { Vault } from '../../storage/contract.store.ts';
import type { Claim } from '../find-claim/find-claim.ts';
import { VaultReader } from '../reconcile-chain/vault-reader.ts';

/** What a call would cost if it were mined now. `price` in wei a unit of gas, `fee` in wei. */
export type GasEstimate = { readonly units: bigint; readonly price: bigint; readonly fee: bigint };

/** Any root but zero costs the same to store. */
const SOME_ROOT = `0x${'11'.repeat(32)}`;

/** Estimates what the platform pays for its calls to the vault. */
@Injectable()
export class EstimateGas {
  constructor(
    private readonly chain: Chain,
    private readonly reader: VaultReader,
    private readonly keys: WalletKeys,
  ) {}

  /**
   * Of paying this claim out, without the check of a signature, which adds a few thousand units. Null where the vault
   * would refuse. @throws {ChainUnavailable}
   */
  claim({ vault, epoch, leaf, claimable }: Claim): Promise<GasEstimate | null> {
    if (claimable === 0n) return Promise.resolve(null);
    const { index, lane, wallet, cumulative, lastSeq, proof } = leaf;
    const args = [epoch.number, index, epoch.leafCount, lane, wallet, cumulative, lastSeq, proof];
    return this.of(vault, callData('payout_vault', 'claim', args));
  }

  /** Of posting the next root: the same for a tree of any size. Null where the vault would refuse one now. @throws {ChainUnavailable} */
  async postRoot(vault: Vault): Promise<GasEstimate | null> {
    const [{ epoch, total }, { size }] = [await this.reader.latest(), await this.reader.anchoredHead()];
    return this.of(vault, callData('payout_vault', 'postRoot', [epoch + 1n, SOME_ROOT, 1n, total, size]));
  }

  private async of(vault: Vault, data: string): Promise<GasEstimate | null> {
    try {
      const units = await this.chain.estimateGas({ from: this.keys.address('poster'), to: vault.address, data });
      const { baseFeePerGas, maxPriorityFeePerGas } = await this.chain.feeData();
      const price = baseFeePerGas + maxPriorityFeePerGas;
      return { units, price, fee: units * price };
    } catch (error) {
      if (error instanceof CallReverted) return null;
      throw error;
    }
  }
}
