import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { callData } from '../../adapters/contract-calls.ts';
import { admissionSigner } from '../../adapters/typed-data.ts';
import { WalletKeys } from '../../adapters/wallet-keys.ts';
import { orgRefOf } from '../../domain/org-ref.ts';
import { SaleRefused, SaleSignatureWrong } from '../../settlement.errors.ts';
import { ContractStore } from '../../storage/contract.store.ts';
import { EnqueueChainTx } from '../enqueue-chain-tx/enqueue-chain-tx.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { type Relayed, WatchRelay } from './watch-relay.ts';

/** A wallet that says whom it stands for: its signature over the EIP-712 type `Admission`. */
export type SignedAdmission = {
  readonly merchant: Id<'Organisation'>;
  readonly wallet: string;
  readonly signature: string;
};

/** Lets a wallet that a merchant has proven sign and pay for it in the settler, for ever. */
@Injectable()
export class AdmitMerchant {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contracts: FindContracts,
    private readonly store: ContractStore,
    private readonly enqueue: EnqueueChainTx,
    private readonly watch: WatchRelay,
    private readonly keys: WalletKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * Wishes it; the same wallet again answers the same wish.
   * @throws {NoSettler | SaleSignatureWrong | SaleRefused} the wallet stands for another merchant. Nothing was written.
   */
  async execute({ merchant, wallet: given, signature }: SignedAdmission): Promise<Relayed> {
    const settler = await this.contracts.settler();
    const [wallet, orgRef] = [given.toLowerCase(), orgRefOf(merchant)];
    const at = { chainId: settler.chainId, settler: settler.address };
    if (admissionSigner(at, { orgRef, merchant: wallet }, signature) !== wallet) throw new SaleSignatureWrong(wallet);
    const wish = {
      intentKey: `admit:${settler.custodyKey}:${wallet}`,
      purpose: 'admit_merchant',
      sender: this.keys.address('poster'),
      to: settler.address,
      data: callData('commission_settler', 'admit', [wallet, orgRef]),
      owner: merchant,
    };
    const { id } = await this.unitOfWork.run(async (tx) => {
      const proof = { wallet, merchant, signature };
      const standsFor = await this.store.addMerchant(tx, settler.custodyKey, proof, this.clock.now());
      if (standsFor !== merchant) throw new SaleRefused('this wallet stands for another merchant');
      return this.enqueue.execute(tx, wish);
    });
    return this.watch.execute(id, merchant);
  }
}
