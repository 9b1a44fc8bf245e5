import type { EpochMs, Id } from '#kernel';

/** What a code may look like; the table checks the same. */
export const COUPON_CODE = /^[0-9A-Za-z_-]{3,32}$/;

/** A code of one partner in one program. Counts for orders from `from` on and before `endsAt`. */
export type Coupon = {
  readonly id: Id<'Coupon'>;
  readonly code: string;
  readonly programId: Id<'Program'>;
  readonly merchantId: Id<'Organisation'>;
  readonly partnerId: Id<'Organisation'>;
  readonly from: EpochMs;
  readonly endsAt?: EpochMs | undefined;
  readonly createdAt: EpochMs;
};

/** Who brought an order that names a coupon of one partner and has a click of another. */
export type CouponPolicy = 'coupon_wins' | 'click_wins';

/** What holds for a program that published no policy. */
const DEFAULT_COUPON_POLICY: CouponPolicy = 'coupon_wins';

/** A policy of a program, in force from `from` until a later one is. */
export type DatedPolicy = {
  readonly programId: Id<'Program'>;
  readonly merchantId: Id<'Organisation'>;
  readonly policy: CouponPolicy;
  readonly from: EpochMs;
  readonly createdAt: EpochMs;
};

/** A code without regard to case. Codes are ASCII, so this is the table's `upper`. */
export function couponKey(code: string): string {
  return code.toUpperCase();
}

/** Whether a coupon counts for an order at `placedAt`. */
export function isCouponInForce({ from, endsAt }: Pick<Coupon, 'from' | 'endsAt'>, placedAt: EpochMs): boolean {
  return from <= placedAt && (endsAt === undefined || placedAt < endsAt);
}

/** The policy in force at `at`. */
export function policyAt(policies: readonly DatedPolicy[], at: EpochMs): CouponPolicy {
  const [latest] = policies.filter(({ from }) => from <= at).toSorted((a, b) => b.from - a.from);
  return latest?.policy ?? DEFAULT_COUPON_POLICY;
}

type Party = { readonly partnerId: Id<'Organisation'>; readonly programId: Id<'Program'> };

/** Who brought the order, and whether the other one was overwritten. */
export type Decision = { readonly winner: 'click' | 'coupon' | undefined; readonly isConflict: boolean };

/**
 * Decides between the click that counts and the coupon that counts. Of the same partner in the same program they say
 * the same, and the click stands, because it says more. Otherwise the policy decides.
 */
export function decide(click: Party | undefined, coupon: Party | undefined, policy: CouponPolicy): Decision {
  if (click === undefined) return { winner: coupon === undefined ? undefined : 'coupon', isConflict: false };
  if (coupon === undefined) return { winner: 'click', isConflict: false };
  if (click.partnerId === coupon.partnerId && click.programId === coupon.programId) {
    return { winner: 'click', isConflict: false };
  }
  return { winner: policy === 'coupon_wins' ? 'coupon' : 'click', isConflict: true };
}
