import { type Clock, RandomIdSource } from '#kernel';
import type { EnrolmentsAt, FindPrograms } from '#modules/programs';
import type { TestDatabase } from '#platform/database/testing';
import { ClickStore } from './storage/click.store.ts';
import { CouponStore } from './storage/coupon.store.ts';
import { LinkStore } from './storage/link.store.ts';
import { AttributeOrders } from './use-cases/attribute-orders/attribute-orders.ts';
import { ChooseCoupons } from './use-cases/attribute-orders/choose-coupons.ts';
import { CreateCoupon } from './use-cases/create-coupon/create-coupon.ts';
import { CreateLink } from './use-cases/create-link/create-link.ts';
import { EndCoupon } from './use-cases/end-coupon/end-coupon.ts';
import { FindJourney } from './use-cases/find-journey/find-journey.ts';
import { FollowLink } from './use-cases/follow-link/follow-link.ts';
import { ListCoupons } from './use-cases/list-coupons/list-coupons.ts';
import { ListLinks } from './use-cases/list-links/list-links.ts';
import { ClickGroup } from './use-cases/record-clicks/click-group.ts';
import { RecordClicks } from './use-cases/record-clicks/record-clicks.ts';
import { SetCouponPolicy } from './use-cases/set-coupon-policy/set-coupon-policy.ts';

/** The use-cases of attribution on a test database. */
export type TestAttribution = {
  readonly createLink: CreateLink;
  readonly listLinks: ListLinks;
  readonly followLink: FollowLink;
  readonly recordClicks: RecordClicks;
  readonly attributeOrders: AttributeOrders;
  readonly findJourney: FindJourney;
  readonly createCoupon: CreateCoupon;
  readonly endCoupon: EndCoupon;
  readonly listCoupons: ListCoupons;
  readonly setCouponPolicy: SetCouponPolicy;
};

/** Wires attribution on `database` without Nest. */
export function someAttribution(
  { database, unitOfWork }: Pick<TestDatabase, 'database' | 'unitOfWork'>,
  programs: { readonly find: FindPrograms; readonly enrolmentsAt: EnrolmentsAt },
  clock: Clock,
): TestAttribution {
  const ids = new RandomIdSource(clock);
  const [links, clicks] = [new LinkStore(database), new ClickStore(database)];
  const coupons = new CouponStore(database);
  const { find, enrolmentsAt } = programs;
  const chooseCoupons = new ChooseCoupons(coupons, enrolmentsAt);
  const recordClicks = new RecordClicks(unitOfWork, clicks, clock);
  return {
    createLink: new CreateLink(unitOfWork, links, programs.find, programs.enrolmentsAt, ids, clock),
    listLinks: new ListLinks(links, clicks),
    followLink: new FollowLink(links, new ClickGroup(recordClicks, ids, clock)),
    recordClicks,
    attributeOrders: new AttributeOrders(clicks, coupons, chooseCoupons, find, enrolmentsAt, clock),
    findJourney: new FindJourney(unitOfWork, clicks, chooseCoupons, find, enrolmentsAt),
    createCoupon: new CreateCoupon(unitOfWork, coupons, find, enrolmentsAt, ids, clock),
    endCoupon: new EndCoupon(unitOfWork, coupons, clock),
    listCoupons: new ListCoupons(coupons),
    setCouponPolicy: new SetCouponPolicy(unitOfWork, coupons, find, clock),
  };
}
