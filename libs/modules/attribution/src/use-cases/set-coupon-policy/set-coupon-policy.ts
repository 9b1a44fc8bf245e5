import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id } from '#kernel';
import { FindPrograms, ProgramNotFound } from '#modules/programs';
import { UnitOfWork } from '#platform/database';
import { CouponPolicyNotLater } from '../../attribution.errors.ts';
import type { CouponPolicy, DatedPolicy } from '../../domain/coupon.ts';
import { CouponStore } from '../../storage/coupon.store.ts';

/** Publishes who wins when an order has a coupon of one partner and a click of another. */
@Injectable()
export class SetCouponPolicy {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly coupons: CouponStore,
    private readonly findPrograms: FindPrograms,
    private readonly clock: Clock,
  ) {}

  /**
   * In force for orders placed at `from` (now when left out) or later; it never changes, only a later one follows.
   * @throws {ProgramNotFound | CouponPolicyNotLater} nothing was written.
   */
  async execute(given: {
    readonly merchantId: Id<'Organisation'>;
    readonly programId: Id<'Program'>;
    readonly policy: CouponPolicy;
    readonly from?: EpochMs | undefined;
  }): Promise<DatedPolicy> {
    const { merchantId, programId, policy } = given;
    const createdAt = this.clock.now();
    const program = (await this.findPrograms.execute([programId])).get(programId);
    if (program?.merchantId !== merchantId) throw new ProgramNotFound();
    const dated = { programId, merchantId, policy, from: given.from ?? createdAt, createdAt };
    if (dated.from < createdAt) throw new CouponPolicyNotLater();
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.coupons.insertPolicy(tx, dated))) throw new CouponPolicyNotLater();
    });
    return dated;
  }
}
