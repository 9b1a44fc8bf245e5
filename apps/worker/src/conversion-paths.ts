import { Global, Injectable, Module } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import type { Tx } from '#platform/database';
import { ChoosePath, CommissionsModule } from '#modules/commissions';
import { orderIdOf } from '#modules/orders';
import { ConversionPaths, type MerchantLine, type PathTaken } from '#modules/settlement';

/** Lets settlement ask commissions who pays an order. */
@Injectable()
class CommissionPaths extends ConversionPaths {
  constructor(private readonly choose: ChoosePath) {
    super();
  }

  override orderId(merchant: Id<'Organisation'>, externalId: string, placedAt: EpochMs): Id<'Order'> {
    return orderIdOf(merchant, externalId, placedAt);
  }

  override take(tx: Tx, { merchantId, orderId }: MerchantLine): Promise<PathTaken> {
    return this.choose.forChain(tx, { merchantId, orderId });
  }

  override sawDouble(tx: Tx, { orderId, lineNo }: MerchantLine): Promise<void> {
    return this.choose.sawDouble(tx, orderId, lineNo);
  }

  override doubleGone(tx: Tx, { orderId, lineNo }: MerchantLine): Promise<void> {
    return this.choose.doubleGone(tx, orderId, lineNo);
  }
}

/** Binds settlement's port to commissions. */
@Global()
@Module({
  imports: [CommissionsModule],
  providers: [{ provide: ConversionPaths, useClass: CommissionPaths }],
  exports: [ConversionPaths],
})
export class ConversionPathsModule {}
