import { Module } from '@nestjs/common';
import { ProgramsModule } from '#modules/programs';
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

const useCases = [
  CreateLink,
  ListLinks,
  FollowLink,
  RecordClicks,
  AttributeOrders,
  FindJourney,
  CreateCoupon,
  EndCoupon,
  ListCoupons,
  SetCouponPolicy,
];

/** Links, clicks, coupons and who brought an order. Needs the database, `Clock` and `IdSource` from the process. */
@Module({
  imports: [ProgramsModule],
  providers: [...useCases, ClickGroup, ChooseCoupons, LinkStore, ClickStore, CouponStore],
  exports: useCases,
})
export class AttributionModule {}
