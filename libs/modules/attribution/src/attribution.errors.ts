import { DomainError } from '#kernel';

/** No link has this code or id. Nothing was written, nobody was redirected. */
export class LinkNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'attribution.link_not_found';
  constructor(which: string) {
    super(`there is no link ${which}`);
  }
}

/** A link may lead to an http or https page only. The link was not made. */
export class LinkUrlRefused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'attribution.link_url_refused';
  override readonly details: { readonly fields: readonly { readonly path: string; readonly message: string }[] };
  constructor(message: string) {
    super(message);
    this.details = { fields: [{ path: 'url', message }] };
  }
}

/** The wished code already leads somewhere else. The link was not made. */
export class LinkCodeTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'attribution.link_code_taken';
  constructor(readonly linkCode: string) {
    super(`the code ${linkCode} is taken`);
  }
}

/** Only a partner who is enrolled in the program now can have links in it. The link was not made. */
export class PartnerNotEnrolled extends DomainError {
  readonly kind = 'refused';
  readonly code = 'attribution.partner_not_enrolled';
  constructor() {
    super('the partner is not enrolled in this program');
  }
}

/** A click cannot have happened after now. None of the clicks of the call was recorded. */
export class ClickFromTheFuture extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'attribution.click_from_the_future';
  constructor(clickId: string) {
    super(`click ${clickId} lies in the future`);
  }
}

/** The code is another coupon of this merchant already, upper or lower case. The coupon was not made. */
export class CouponCodeTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'attribution.coupon_code_taken';
  constructor(readonly couponCode: string) {
    super(`the merchant has a coupon ${couponCode}`);
  }
}

/** The merchant has no such coupon. Nothing was written. */
export class CouponNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'attribution.coupon_not_found';
  constructor() {
    super('there is no such coupon');
  }
}

/** A coupon ends after it begins. Nothing was written. */
export class CouponTimesRefused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'attribution.coupon_times_refused';
  constructor() {
    super('a coupon ends after it begins');
  }
}

/** A policy takes effect now or later, after the one before it: what settled stays settled. Nothing was written. */
export class CouponPolicyNotLater extends DomainError {
  readonly kind = 'refused';
  readonly code = 'attribution.coupon_policy_not_later';
  constructor() {
    super('a coupon policy begins now or later, after every other one of the program');
  }
}
