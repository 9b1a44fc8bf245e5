import { Injectable } from '@nestjs/common';
import type { Caller, Id, Minor } from '#kernel';
import {
  FindJourney,
  ListCoupons,
  type Model,
  MODELS,
  type Overwrite,
  type Share,
  shareBy,
  type Touch,
} from '#modules/attribution';
import { FindOrders } from '#modules/orders';
import type { ConversionView } from '../../storage/conversion-view.store.ts';
import { ListConversions } from '../list-conversions/list-conversions.ts';

/** One order's commissions as each model would share them, beside what settled. */
export type Comparison = {
  readonly conversion: ConversionView;
  /** What refunds have left of the order's commissions: what is shared. */
  readonly total: Minor;
  readonly touches: readonly Touch[];
  readonly models: readonly { readonly model: Model; readonly shares: readonly Share[] }[];
  /** What was decided between a coupon and a click, where there was something to decide. */
  readonly overwrite?: Overwrite | undefined;
};

/** Shows what first click and linear would have given, to the cent. */
@Injectable()
export class CompareModels {
  constructor(
    private readonly listConversions: ListConversions,
    private readonly findOrders: FindOrders,
    private readonly findJourney: FindJourney,
    private readonly listCoupons: ListCoupons,
  ) {}

  /**
   * The same money under each model: nothing is priced anew and nothing is moved. The journey is read as it is known
   * today; clicks that were recorded after the sale had been priced are in it.
   * @throws {ConversionNotFound} also when it concerns others.
   */
  async execute(caller: Caller, orderId: Id<'Order'>): Promise<Comparison> {
    const conversion = await this.listConversions.one(caller, orderId);
    const { order } = await this.findOrders.one(conversion.merchantId, orderId);
    const touches = await this.findJourney.execute(order);
    const total = (conversion.amount - conversion.reversed) as Minor;
    const models = MODELS.map((model) => ({ model, shares: shareBy(model, touches, total) }));
    return { conversion, total, touches, models, overwrite: await this.listCoupons.overwriteOf(orderId) };
  }
}
