import { Injectable } from '@nestjs/common';
import { DAY_MS } from '#kernel';
import { EnrolmentsAt, FindPrograms } from '#modules/programs';
import { UnitOfWork } from '#platform/database';
import type { Touch } from '../../domain/attribution-models.ts';
import { isInWindow } from '../../domain/choose-click.ts';
import { ClickStore, type OrderToAttribute } from '../../storage/click.store.ts';
import { ChooseCoupons } from '../attribute-orders/choose-coupons.ts';

/** Tells how an order came about. */
@Injectable()
export class FindJourney {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clicks: ClickStore,
    private readonly chooseCoupons: ChooseCoupons,
    private readonly findPrograms: FindPrograms,
    private readonly enrolmentsAt: EnrolmentsAt,
  ) {}

  /**
   * Every touch that may count for `order`, in time: clicks within their program's window and strictly before it (the
   * latest 1,000), of partners enrolled when it was placed, and the coupon that it names. Reads only.
   */
  async execute(order: OrderToAttribute): Promise<Touch[]> {
    const clicks = await this.clicks.findJourney(order);
    const programs = await this.findPrograms.execute([...new Set(clicks.map(({ programId }) => programId))]);
    const inWindow = clicks.filter(({ programId, at }) => {
      const windowDays = programs.get(programId)?.attributionWindowDays ?? 0;
      return isInWindow(at, order.placedAt, windowDays * DAY_MS);
    });
    const enrolments = await this.enrolmentsAt.execute(
      inWindow.map(({ programId, partnerId }) => ({ programId, partnerId, at: order.placedAt })),
    );
    const coupons = await this.unitOfWork.run((tx) => this.chooseCoupons.execute(tx, [order]));
    return [
      ...inWindow
        .filter((_, index) => enrolments[index] !== undefined)
        .map(({ clickId, partnerId, programId, at }): Touch => ({
          kind: 'click',
          id: clickId,
          partnerId,
          programId,
          at,
        })),
      ...[...coupons.values()].map(({ id, partnerId, programId }): Touch => ({
        kind: 'coupon',
        id,
        partnerId,
        programId,
        at: order.placedAt,
      })),
    ];
  }
}
