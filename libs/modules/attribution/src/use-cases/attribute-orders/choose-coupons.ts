import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { EnrolmentsAt } from '#modules/programs';
import type { Tx } from '#platform/database';
import { type Coupon, couponKey, isCouponInForce } from '../../domain/coupon.ts';
import type { OrderToAttribute } from '../../storage/click.store.ts';
import { CouponStore } from '../../storage/coupon.store.ts';

/** A coupon that counts for an order, and its partner's tier when the order was placed. */
export type CountingCoupon = Coupon & { readonly tier: string };

/** Finds the coupons that orders name and that count. */
@Injectable()
export class ChooseCoupons {
  constructor(
    private readonly coupons: CouponStore,
    private readonly enrolmentsAt: EnrolmentsAt,
  ) {}

  /**
   * Per order the merchant's coupon of that code, in any case, that was in force and whose partner was enrolled when the
   * order was placed. Two queries, whatever the number of orders; none when no order names a coupon.
   */
  async execute(tx: Tx, orders: readonly OrderToAttribute[]): Promise<Map<Id<'Order'>, CountingCoupon>> {
    const naming = orders.flatMap((order) =>
      order.coupon === undefined ? [] : [{ order, merchantId: order.merchantId, codeKey: couponKey(order.coupon) }],
    );
    const found = new Map(
      (await this.coupons.findNamed(tx, naming)).map((one) => [`${one.merchantId} ${couponKey(one.code)}`, one]),
    );
    const inForce = naming.flatMap(({ order, merchantId, codeKey }) => {
      const coupon = found.get(`${merchantId} ${codeKey}`);
      return coupon === undefined || !isCouponInForce(coupon, order.placedAt) ? [] : [{ order, coupon }];
    });
    const enrolments = await this.enrolmentsAt.execute(
      inForce.map(({ order: { placedAt: at }, coupon: { programId, partnerId } }) => ({ programId, partnerId, at })),
    );
    return new Map(
      inForce.flatMap(({ order, coupon }, index): [Id<'Order'>, CountingCoupon][] => {
        const tier = enrolments[index]?.tier;
        return tier === undefined ? [] : [[order.id, { ...coupon, tier }]];
      }),
    );
  }
}
