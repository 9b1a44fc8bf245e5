import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { CallReverted, Chain } from '#platform/chain';
import { UnitOfWork } from '#platform/database';
import { callData, refusalText } from '../../adapters/contract-calls.ts';
import { saleSigner } from '../../adapters/typed-data.ts';
import { WalletKeys } from '../../adapters/wallet-keys.ts';
import { ConversionPaths } from '../../conversion-paths.ts';
import { ClaimExpired, PaidByEpoch, SaleRefused, SaleSignatureWrong } from '../../settlement.errors.ts';
import { ChainTxStore } from '../../storage/chain-tx.store.ts';
import { EnqueueChainTx } from '../enqueue-chain-tx/enqueue-chain-tx.ts';
import { PrepareSale, type PreparedSale, type SaleDraft } from './prepare-sale.ts';
import { type Relayed, WatchRelay } from './watch-relay.ts';

/** A sale that the merchant's wallet signed; `deadline` in seconds since 1970. */
export type SignedSale = SaleDraft & { readonly deadline: bigint; readonly signature: string };

/** Time that a signature must still be good for, so that the transaction can get into a block. */
const MARGIN_SECONDS = 20n;

/**
 * Sends a merchant's signed sale to the settler; the platform pays the gas. From then on the chain pays the order, and the
 * ledger's own way refuses it: that choice and the wish for the transaction are one commit.
 */
@Injectable()
export class RelaySale {
  constructor(
    private readonly chain: Chain,
    private readonly unitOfWork: UnitOfWork,
    private readonly prepare: PrepareSale,
    private readonly paths: ConversionPaths,
    private readonly txs: ChainTxStore,
    private readonly enqueue: EnqueueChainTx,
    private readonly watch: WatchRelay,
    private readonly keys: WalletKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * Wishes the settlement; the same sale with the same deadline again answers the same wish. Checked in this order:
   * @throws {NoSettler | MerchantNotAdmitted | PayeeWithoutWallet | SaleRefused | ClaimExpired | SaleSignatureWrong}
   * @throws {PaidByEpoch} the ledger has booked the order. In every case nothing was written or sent.
   */
  async execute(signed: SignedSale): Promise<Relayed> {
    const { deadline, signature, merchant } = signed;
    const prepared = await this.prepare.execute(signed, deadline);
    const { settler, sale, orderId } = prepared;
    if (deadline * 1000n < BigInt(this.clock.now()) + MARGIN_SECONDS * 1000n) throw new ClaimExpired();
    await this.checkSignature(prepared, signature);
    const data = callData('commission_settler', 'settle', [sale, signature]);
    const intentKey = `sale:${settler.custodyKey}:${sale.merchant}:${sale.conversionId}:${deadline}`;
    const sender = this.keys.address('poster');
    const earlier = await this.txs.byIntent(settler.chainId, intentKey);
    if (earlier === undefined) await this.tryOut(settler.address, sender, data);
    const { id } = await this.unitOfWork.run(async (tx) => {
      const path = await this.paths.take(tx, { merchantId: merchant, orderId, lineNo: signed.lineNo });
      if (path === 'epoch') throw new PaidByEpoch();
      const wish = { intentKey, purpose: 'settle_sale', sender, to: settler.address, data, owner: merchant };
      return this.enqueue.execute(tx, wish);
    });
    return this.watch.execute(id, merchant);
  }

  /** A wallet with code may sign by ERC-1271, which only the settler can check. */
  private async checkSignature({ settler, sale }: PreparedSale, signature: string): Promise<void> {
    const { merchant } = sale;
    if (saleSigner({ chainId: settler.chainId, settler: settler.address }, sale, signature) === merchant) return;
    if ((await this.chain.code(merchant)) === '0x') throw new SaleSignatureWrong(merchant);
  }

  private async tryOut(to: string, from: string, data: string): Promise<void> {
    try {
      await this.chain.estimateGas({ from, to, data });
    } catch (error) {
      if (!(error instanceof CallReverted)) throw error;
      throw new SaleRefused(refusalText(error.data));
    }
  }
}
