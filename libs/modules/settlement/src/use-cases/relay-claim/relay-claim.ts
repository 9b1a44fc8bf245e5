import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import { CallReverted, Chain } from '#platform/chain';
import { UnitOfWork } from '#platform/database';
import { callData, refusalText } from '../../adapters/contract-calls.ts';
import { claimSigner } from '../../adapters/typed-data.ts';
import { WalletKeys } from '../../adapters/wallet-keys.ts';
import {
  ClaimExpired,
  ClaimNotFound,
  ClaimRefused,
  ClaimSignatureWrong,
  EpochNotActive,
  NothingToClaim,
} from '../../settlement.errors.ts';
import { type ChainTx, type ChainTxState, ChainTxStore } from '../../storage/chain-tx.store.ts';
import type { Vault } from '../../storage/contract.store.ts';
import { type Epoch, type EpochLeaf, EpochStore } from '../../storage/epoch.store.ts';
import { EnqueueChainTx } from '../enqueue-chain-tx/enqueue-chain-tx.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';

/** A claim that the payee's wallet signed. `to` may be any address; `deadline` in seconds since 1970. */
export type SignedClaim = {
  readonly payee: Id<'Organisation'>;
  readonly epoch: bigint;
  readonly to: string;
  readonly deadline: bigint;
  readonly signature: string;
};

/** A claim on its way. */
export type RelayedClaim = {
  readonly id: Id<'ChainTx'>;
  readonly state: ChainTxState;
  readonly txHash: string | null;
  /** Height that it was mined at. */
  readonly block: bigint | null;
  /** Why the vault refused it, once that is final. */
  readonly problem: string | null;
};

/** Time that a signature must still be good for, so that the transaction can get into a block. */
const MARGIN_SECONDS = 20n;

/** Sends a payee's signed claim to the vault; the platform pays the gas. */
@Injectable()
export class RelayClaim {
  constructor(
    private readonly chain: Chain,
    private readonly unitOfWork: UnitOfWork,
    private readonly contracts: FindContracts,
    private readonly epochs: EpochStore,
    private readonly txs: ChainTxStore,
    private readonly enqueue: EnqueueChainTx,
    private readonly keys: WalletKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * Wishes the claim; the same claim again answers the same wish. Checked in this order:
   * @throws {NothingToClaim | EpochNotActive | ClaimExpired | ClaimSignatureWrong | ClaimRefused} nothing was sent.
   */
  async execute(claim: SignedClaim): Promise<RelayedClaim> {
    const { vault, chainId } = await this.contracts.execute();
    const { epoch, leaf } = await this.leafOf(vault, claim);
    if (claim.deadline * 1000n < BigInt(this.clock.now()) + MARGIN_SECONDS * 1000n) throw new ClaimExpired();
    const data = callTo(epoch, leaf, claim);
    const sender = this.keys.address('poster');
    await this.checkSignature(vault, leaf, claim);
    const intentKey = `claim:${vault.custodyKey}:${leaf.lane}:${leaf.cumulative}:${claim.to.toLowerCase()}:${claim.deadline}`;
    const earlier = await this.txs.byIntent(chainId, intentKey);
    if (earlier === undefined) await this.tryOut(vault, sender, data);
    const wish = { intentKey, purpose: 'claim', sender, to: vault.address, data, owner: claim.payee };
    const { id } = await this.unitOfWork.run((tx) => this.enqueue.execute(tx, wish));
    return this.watch(id, claim.payee);
  }

  /** Where a claim that `payee` had relayed is now. @throws {ClaimNotFound} */
  async watch(id: Id<'ChainTx'>, payee: Id<'Organisation'>): Promise<RelayedClaim> {
    const [wish] = await this.txs.find([id]);
    if (wish?.owner !== payee) throw new ClaimNotFound();
    return relayedOf(wish);
  }

  /** The newest claim that `payee` had relayed; undefined before the first. @throws {NoVault} */
  async newest(payee: Id<'Organisation'>): Promise<RelayedClaim | undefined> {
    const { chainId } = await this.contracts.execute();
    const wish = await this.txs.newestOf(chainId, payee, 'claim');
    return wish === undefined ? undefined : relayedOf(wish);
  }

  private async leafOf(vault: Vault, claim: SignedClaim): Promise<{ epoch: Epoch; leaf: EpochLeaf }> {
    const epoch = await this.epochs.find(vault.custodyKey, claim.epoch);
    const leaf = await this.epochs.leafOfPayee(vault.custodyKey, claim.epoch, claim.payee);
    if (epoch === undefined || leaf === undefined) throw new NothingToClaim('that epoch does not pay you');
    const isActive = epoch.activeAt !== null && epoch.activeAt <= this.clock.now();
    if (!isActive || !['posted', 'final'].includes(epoch.state)) {
      throw new EpochNotActive(epoch.activeAt === null ? null : new Date(epoch.activeAt));
    }
    return { epoch, leaf };
  }

  /** A wallet with code may sign by ERC-1271, which only the vault can check. */
  private async checkSignature(
    vault: Vault,
    { lane, wallet, cumulative }: EpochLeaf,
    claim: SignedClaim,
  ): Promise<void> {
    const { epoch, to, deadline, signature } = claim;
    const signed = { epoch, lane, wallet, cumulative, to, deadline };
    if (claimSigner({ chainId: vault.chainId, vault: vault.address }, signed, signature) === wallet) return;
    if ((await this.chain.code(wallet)) === '0x') throw new ClaimSignatureWrong(wallet);
  }

  private async tryOut(vault: Vault, from: string, data: string): Promise<void> {
    try {
      await this.chain.estimateGas({ from, to: vault.address, data });
    } catch (error) {
      if (!(error instanceof CallReverted)) throw error;
      const reason = refusalText(error.data);
      throw reason.startsWith('PayoutVaultNothingToClaim') ? new NothingToClaim() : new ClaimRefused(reason);
    }
  }
}

function relayedOf({ id, state, mined, problem }: ChainTx): RelayedClaim {
  return { id, state, txHash: mined?.hash ?? null, block: mined?.block ?? null, problem };
}

function callTo({ number, leafCount }: Epoch, leaf: EpochLeaf, { to, signature, deadline }: SignedClaim): string {
  const { index, lane, wallet, cumulative, lastSeq, proof } = leaf;
  const args = [number, index, leafCount, lane, wallet, cumulative, lastSeq, proof, to, signature, deadline];
  return callData('payout_vault', 'claimTo', args);
}
