import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { CouponNotFound } from '../../attribution.errors.ts';
import type { Coupon } from '../../domain/coupon.ts';
import { CouponStore } from '../../storage/coupon.store.ts';

/** Ends a merchant's coupon. */
@Injectable()
export class EndCoupon {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly coupons: CouponStore,
    private readonly clock: Clock,
  ) {}

  /** It counts for no order from now on; its code stays taken. @throws {CouponNotFound} nothing was written. */
  execute(merchantId: Id<'Organisation'>, couponId: Id<'Coupon'>): Promise<Coupon> {
    return this.unitOfWork.run(async (tx) => {
      const ended = await this.coupons.end(tx, merchantId, couponId, this.clock.now());
      if (ended === undefined) throw new CouponNotFound();
      return ended;
    });
  }
}
