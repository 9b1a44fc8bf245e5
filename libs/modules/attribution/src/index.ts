export {
  ClickFromTheFuture,
  CouponCodeTaken,
  CouponNotFound,
  CouponPolicyNotLater,
  CouponTimesRefused,
  LinkCodeTaken,
  LinkNotFound,
  LinkUrlRefused,
  PartnerNotEnrolled,
} from './attribution.errors.ts';
export { AttributionModule } from './attribution.module.ts';
export { type Model, MODELS, type Share, shareBy, type Touch } from './domain/attribution-models.ts';
export type { Coupon, CouponPolicy, DatedPolicy } from './domain/coupon.ts';
export type { Click, Link } from './domain/link.ts';
export type { ClickFilter, ListedClick, OrderToAttribute } from './storage/click.store.ts';
export type { CouponFilter, Overwrite } from './storage/coupon.store.ts';
export type { LinkFilter } from './storage/link.store.ts';
export { AttributeOrders, type Attribution } from './use-cases/attribute-orders/attribute-orders.ts';
export { CreateCoupon, type CouponDraft } from './use-cases/create-coupon/create-coupon.ts';
export { CreateLink, type LinkDraft } from './use-cases/create-link/create-link.ts';
export { EndCoupon } from './use-cases/end-coupon/end-coupon.ts';
export { FindJourney } from './use-cases/find-journey/find-journey.ts';
export { FollowLink, type Redirect } from './use-cases/follow-link/follow-link.ts';
export { ListCoupons } from './use-cases/list-coupons/list-coupons.ts';
export { ListLinks } from './use-cases/list-links/list-links.ts';
export { RecordClicks } from './use-cases/record-clicks/record-clicks.ts';
export { SetCouponPolicy } from './use-cases/set-coupon-policy/set-coupon-policy.ts';
