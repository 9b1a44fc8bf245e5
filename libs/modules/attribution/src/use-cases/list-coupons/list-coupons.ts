import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import type { Coupon, DatedPolicy } from '../../domain/coupon.ts';
import { type CouponFilter, CouponStore, type Overwrite } from '../../storage/coupon.store.ts';

/** Reads coupons, the policies about them, and the evidence of what they overwrote. */
@Injectable()
export class ListCoupons {
  constructor(private readonly coupons: CouponStore) {}

  /** Coupons, newest first. */
  execute(filter: CouponFilter): Promise<Coupon[]> {
    return this.coupons.list(filter);
  }

  /** Every policy that the program has published, oldest first. */
  async policies(programId: Id<'Program'>): Promise<readonly DatedPolicy[]> {
    return (await this.coupons.policies([programId])).get(programId) ?? [];
  }

  /** What was decided between a coupon and a click of the order; undefined when there was nothing to decide. */
  overwriteOf(orderId: Id<'Order'>): Promise<Overwrite | undefined> {
    return this.coupons.overwriteOf(orderId);
  }
}
