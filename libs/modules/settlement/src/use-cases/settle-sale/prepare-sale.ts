import { Injectable } from '@nestjs/common';
import { type EpochMs, Clock, type Id, type Minor, minor } from '#kernel';
import { Chain } from '#platform/chain';
import { FindPayeeWallets } from '#modules/identity';
import { callData, callResult } from '../../adapters/contract-calls.ts';
import { ConversionPaths } from '../../conversion-paths.ts';
import { refOf } from '../../domain/org-ref.ts';
import { type Sale, conversionIdOf } from '../../domain/sale.ts';
import { MerchantNotAdmitted, PayeeWithoutWallet, SaleRefused } from '../../settlement.errors.ts';
import { ContractStore, type Settler } from '../../storage/contract.store.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';

/** A line of an order that its merchant wants to settle on chain. `amount` is what was sold, in minor units. */
export type SaleDraft = {
  readonly merchant: Id<'Organisation'>;
  readonly externalId: string;
  readonly placedAt: EpochMs;
  readonly lineNo: number;
  readonly program: Id<'Program'>;
  readonly payee: Id<'Organisation'>;
  readonly category: string;
  readonly tier: string;
  readonly amount: Minor;
};

/** The sale as its merchant's wallet signs it, and what the schedule says that it earns. */
export type PreparedSale = {
  readonly settler: Settler;
  readonly orderId: Id<'Order'>;
  readonly sale: Sale;
  readonly bps: number;
  readonly commission: Minor;
};

/** How long an offered signature may wait. */
const SIGN_WITHIN_SECONDS = 3_600;

/** Puts a sale into the words of the chain and asks the schedule for its price. Nothing is written. */
@Injectable()
export class PrepareSale {
  constructor(
    private readonly chain: Chain,
    private readonly contracts: FindContracts,
    private readonly store: ContractStore,
    private readonly wallets: FindPayeeWallets,
    private readonly paths: ConversionPaths,
    private readonly clock: Clock,
  ) {}

  /**
   * `deadline` (seconds) is that of a signature; an hour from now unless given.
   * @throws {NoSettler | MerchantNotAdmitted | PayeeWithoutWallet | SaleRefused} in this order.
   */
  async execute(draft: SaleDraft, deadline?: bigint): Promise<PreparedSale> {
    const settler = await this.contracts.settler();
    const merchant = await this.store.merchantWallet(settler.custodyKey, draft.merchant);
    const payee = (await this.wallets.execute([draft.payee])).get(draft.payee);
    if (merchant === undefined) throw new MerchantNotAdmitted();
    if (payee === undefined) throw new PayeeWithoutWallet();
    const orderId = this.paths.orderId(draft.merchant, draft.externalId, draft.placedAt);
    const soldAt = BigInt(Math.floor(draft.placedAt / 1_000));
    const { version, bps, commission } = await this.quote(settler, draft, soldAt);
    const sale: Sale = {
      conversionId: conversionIdOf({ orderId, lineNo: draft.lineNo }),
      program: refOf(draft.program),
      version,
      merchant,
      payee,
      category: draft.category,
      tier: draft.tier,
      amount: draft.amount,
      soldAt,
      deadline: deadline ?? BigInt(Math.floor(this.clock.now() / 1_000) + SIGN_WITHIN_SECONDS),
    };
    return { settler, orderId, sale, bps, commission };
  }

  private async quote(
    { schedule }: Settler,
    { program, category, tier, amount }: SaleDraft,
    soldAt: bigint,
  ): Promise<{ version: bigint; bps: number; commission: Minor }> {
    const data = callData('commission_schedule', 'quote', [refOf(program), soldAt, category, tier, amount]);
    const answer = callResult('commission_schedule', 'quote', await this.chain.call({ to: schedule, data }));
    const [version, bps, commission] = answer.slice(1).map((value) => BigInt(value));
    if (version === undefined || version === 0n || commission === undefined) {
      throw new SaleRefused('the schedule on chain had no version of this program in force when the sale was made');
    }
    return { version, bps: Number(bps), commission: minor(commission) }; // bps: not money, a rate
  }
}
