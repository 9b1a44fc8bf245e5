import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS, type EpochMs, type Id } from '#kernel';
import { EnrolmentsAt, FindPrograms } from '#modules/programs';
import type { Tx } from '#platform/database';
import { type CandidateClick, chooseClick, isInWindow } from '../../domain/choose-click.ts';
import { type Coupon, type CouponPolicy, decide, policyAt } from '../../domain/coupon.ts';
import { ClickStore, type OrderToAttribute } from '../../storage/click.store.ts';
import { CouponStore, type Overwrite } from '../../storage/coupon.store.ts';
import { ChooseCoupons, type CountingCoupon } from './choose-coupons.ts';

/** Who brought an order, and the partner's tier when it was placed: by the click that counts, or by a coupon. */
export type Attribution = {
  readonly partnerId: Id<'Organisation'>;
  readonly programId: Id<'Program'>;
  readonly tier: string;
} & (
  | { readonly by: 'click'; readonly click: CandidateClick }
  | { readonly by: 'coupon'; readonly coupon: Pick<Coupon, 'id' | 'code'> }
);

/** A candidate for one order. */
type Question = CandidateClick & { readonly orderId: Id<'Order'>; readonly placedAt: EpochMs };
type CountingClick = Question & { readonly tier: string };

/** What counts for one order, before it is decided. */
type Claims = {
  readonly order: OrderToAttribute;
  readonly click: CountingClick | undefined;
  readonly coupon: CountingCoupon | undefined;
};

/** Finds the partners who brought orders. */
@Injectable()
export class AttributeOrders {
  constructor(
    private readonly clicks: ClickStore,
    private readonly coupons: CouponStore,
    private readonly chooseCoupons: ChooseCoupons,
    private readonly findPrograms: FindPrograms,
    private readonly enrolmentsAt: EnrolmentsAt,
    private readonly clock: Clock,
  ) {}

  /**
   * Per order the last click within its program's window and strictly before the order, by the order's click id or by
   * the merchant's customer, of a partner who was enrolled when the order was placed; or the coupon that it names, where
   * there is no such click or the policy of the coupon's program lets it win. Where one overwrote the other the evidence
   * is kept, in the caller's transaction. An order that nobody brought is not in the map. A handful of queries, whatever
   * the number of orders.
   */
  async execute(tx: Tx, orders: readonly OrderToAttribute[]): Promise<Map<Id<'Order'>, Attribution>> {
    const { brought, overwrites } = await this.decide(tx, orders);
    await this.coupons.insertOverwrites(tx, overwrites, this.clock.now());
    return brought;
  }

  /** The same answer from what is known today, and nothing is kept: for a simulation. */
  async preview(tx: Tx, orders: readonly OrderToAttribute[]): Promise<Map<Id<'Order'>, Attribution>> {
    return (await this.decide(tx, orders)).brought;
  }

  private async decide(
    tx: Tx,
    orders: readonly OrderToAttribute[],
  ): Promise<{ brought: Map<Id<'Order'>, Attribution>; overwrites: readonly Overwrite[] }> {
    const clicks = await this.countingClicks(tx, orders);
    const coupons = await this.chooseCoupons.execute(tx, orders);
    const claims = orders.map((order): Claims => ({
      order,
      click: clicks.get(order.id),
      coupon: coupons.get(order.id),
    }));
    const contested = claims.flatMap(({ click, coupon }) =>
      click === undefined || coupon === undefined ? [] : [coupon.programId],
    );
    const policies = await this.coupons.policies([...new Set(contested)]);
    const overwrites: Overwrite[] = [];
    const brought = claims.flatMap((claim): [Id<'Order'>, Attribution][] => {
      const { order, click, coupon } = claim;
      const policy = policyAt(coupon === undefined ? [] : (policies.get(coupon.programId) ?? []), order.placedAt);
      const { winner, isConflict } = decide(click, coupon, policy);
      if (isConflict) overwrites.push(...evidenceOf(claim, policy));
      if (winner === 'click' && click !== undefined) return [[order.id, byClick(click)]];
      return winner === 'coupon' && coupon !== undefined ? [[order.id, byCoupon(coupon)]] : [];
    });
    return { brought: new Map(brought), overwrites };
  }

  private async countingClicks(tx: Tx, orders: readonly OrderToAttribute[]): Promise<Map<Id<'Order'>, CountingClick>> {
    const traced = orders.filter(({ clickId, customerRef }) => clickId !== undefined || customerRef !== undefined);
    if (traced.length === 0) return new Map();
    const candidates = await this.clicks.findCandidates(tx, traced);
    const questions = traced.flatMap(({ id: orderId, placedAt }) =>
      (candidates.get(orderId) ?? []).map((click): Question => ({ ...click, orderId, placedAt })),
    );
    const eligible = await this.withTiers(await this.inWindow(questions));
    const byOrder = Map.groupBy(eligible, ({ orderId }) => orderId);
    return new Map(
      [...byOrder].flatMap(([orderId, clicks]): [Id<'Order'>, CountingClick][] => {
        const chosen = chooseClick(clicks, ({ tier }) => tier);
        return chosen === undefined ? [] : [[orderId, chosen]];
      }),
    );
  }

  private async inWindow(questions: readonly Question[]): Promise<Question[]> {
    const programs = await this.findPrograms.execute([...new Set(questions.map(({ programId }) => programId))]);
    return questions.filter(({ programId, at, placedAt }) => {
      const windowDays = programs.get(programId)?.attributionWindowDays ?? 0;
      return isInWindow(at, placedAt, windowDays * DAY_MS);
    });
  }

  /** Each click with its partner's tier when the order was placed; undefined when the partner was not enrolled. */
  private async withTiers(questions: readonly Question[]): Promise<(Question & { tier: string | undefined })[]> {
    const asked = questions.map(({ programId, partnerId, placedAt: at }) => ({ programId, partnerId, at }));
    const enrolments = await this.enrolmentsAt.execute(asked);
    return questions.map((question, index) => ({ ...question, tier: enrolments[index]?.tier }));
  }
}

function byClick({ clickId, at, linkId, code, programId, partnerId, tier }: CountingClick): Attribution {
  return { partnerId, programId, tier, by: 'click', click: { clickId, at, linkId, code, programId, partnerId } };
}

function byCoupon({ id, code, programId, partnerId, tier }: CountingCoupon): Attribution {
  return { partnerId, programId, tier, by: 'coupon', coupon: { id, code } };
}

function evidenceOf({ order, click, coupon }: Claims, policy: CouponPolicy): Overwrite[] {
  if (click === undefined || coupon === undefined) return [];
  return [
    {
      orderId: order.id,
      merchantId: order.merchantId,
      policy,
      couponId: coupon.id,
      couponPartnerId: coupon.partnerId,
      clickId: click.clickId,
      clickPartnerId: click.partnerId,
      clickAt: click.at,
      placedAt: order.placedAt,
    },
  ];
}
