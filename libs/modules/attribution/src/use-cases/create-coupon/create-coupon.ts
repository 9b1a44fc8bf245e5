import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id, IdSource } from '#kernel';
import { EnrolmentsAt, FindPrograms, ProgramNotFound } from '#modules/programs';
import { UnitOfWork } from '#platform/database';
import { CouponCodeTaken, CouponTimesRefused, PartnerNotEnrolled } from '../../attribution.errors.ts';
import type { Coupon } from '../../domain/coupon.ts';
import { CouponStore } from '../../storage/coupon.store.ts';

/** A coupon as a merchant asks for it. */
export type CouponDraft = {
  readonly merchantId: Id<'Organisation'>;
  readonly programId: Id<'Program'>;
  readonly partnerId: Id<'Organisation'>;
  /** 3 to 32 letters, digits, - or _. */
  readonly code: string;
  /** Now when it is left out. */
  readonly from?: EpochMs | undefined;
  readonly endsAt?: EpochMs | undefined;
};

/** Gives a partner a coupon code in one of the merchant's programs. */
@Injectable()
export class CreateCoupon {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly coupons: CouponStore,
    private readonly findPrograms: FindPrograms,
    private readonly enrolmentsAt: EnrolmentsAt,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the coupon; its partner must be enrolled now. Codes are unique for the merchant, whatever the case.
   * @throws {ProgramNotFound | CouponTimesRefused | PartnerNotEnrolled | CouponCodeTaken} in this order; none was made.
   */
  async execute(draft: CouponDraft): Promise<Coupon> {
    const { merchantId, programId, partnerId, code, endsAt } = draft;
    const createdAt = this.clock.now();
    const program = (await this.findPrograms.execute([programId])).get(programId);
    if (program?.merchantId !== merchantId) throw new ProgramNotFound();
    const from = draft.from ?? createdAt;
    if (endsAt !== undefined && endsAt <= from) throw new CouponTimesRefused();
    const [enrolment] = await this.enrolmentsAt.execute([{ programId, partnerId, at: createdAt }]);
    if (enrolment === undefined) throw new PartnerNotEnrolled();
    const coupon: Coupon = {
      id: this.ids.next<'Coupon'>(),
      code,
      programId,
      merchantId,
      partnerId,
      from,
      endsAt,
      createdAt,
    };
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.coupons.insert(tx, coupon))) throw new CouponCodeTaken(code);
    });
    return coupon;
  }
}
