import { describe, expect, it } from '@jest/globals';
import type { EpochMs, Id } from '#kernel';
import { decide, type DatedPolicy, isCouponInForce, policyAt } from './coupon.ts';

const party = (partnerId: string, programId = 'p') => ({
  partnerId: partnerId as Id<'Organisation'>,
  programId: programId as Id<'Program'>,
});

describe('coupons', () => {
  it('count from their beginning up to their end', () => {
    const coupon = { from: 10 as EpochMs, endsAt: 20 as EpochMs };
    const at = [9, 10, 19, 20].map((time) => isCouponInForce(coupon, time as EpochMs));
    expect(at).toEqual([false, true, true, false]);
    expect(isCouponInForce({ from: 10 as EpochMs }, 10_000 as EpochMs)).toBe(true);
  });

  it('win over a click of somebody else, or lose, as the policy says; the same partner is no conflict', () => {
    const [ana, bea] = [party('ana'), party('bea')];
    expect(decide(undefined, undefined, 'coupon_wins')).toEqual({ winner: undefined, isConflict: false });
    expect(decide(ana, undefined, 'coupon_wins')).toEqual({ winner: 'click', isConflict: false });
    expect(decide(undefined, bea, 'click_wins')).toEqual({ winner: 'coupon', isConflict: false });
    expect(decide(ana, ana, 'coupon_wins')).toEqual({ winner: 'click', isConflict: false });
    expect(decide(ana, bea, 'coupon_wins')).toEqual({ winner: 'coupon', isConflict: true });
    expect(decide(ana, bea, 'click_wins')).toEqual({ winner: 'click', isConflict: true });
    expect(decide(ana, party('ana', 'q'), 'coupon_wins')).toEqual({ winner: 'coupon', isConflict: true });
  });

  it('follow the policy that was in force', () => {
    const dated = (policy: DatedPolicy['policy'], from: number) => ({ policy, from: from as EpochMs }) as DatedPolicy;
    const policies = [dated('click_wins', 10), dated('coupon_wins', 20)];
    expect([5, 10, 15, 20].map((at) => policyAt(policies, at as EpochMs))).toEqual([
      'coupon_wins',
      'click_wins',
      'click_wins',
      'coupon_wins',
    ]);
  });
});
