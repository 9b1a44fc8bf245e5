import { z } from 'zod';
import { instant, PageQuery, pageSchema, publicIdSchema } from '#platform/http';
import { COUPON_CODE } from '../domain/coupon.ts';

const program = publicIdSchema<'Program'>('prog');
const policy = z.enum(['coupon_wins', 'click_wins']).meta({
  description: 'Who brought an order that names a coupon of one partner and has a click of another.',
});
/** Shown ids of coupons. */
export const couponId = publicIdSchema<'Coupon'>('cpn');

/** A coupon as a merchant asks for it. */
export const NewCoupon = z
  .strictObject({
    program,
    partner: publicIdSchema<'Organisation'>('org'),
    code: z
      .string()
      .regex(COUPON_CODE)
      .meta({ examples: ['MIA10'], description: '3 to 32 letters, digits, - or _; case makes no difference.' }),
    from: instant.optional().meta({ description: 'It counts for orders from then on; now when left out.' }),
    ends_at: instant.optional(),
  })
  .meta({ id: 'NewCoupon' });

/** A coupon as it is shown. */
export const CouponBody = z
  .object({
    id: couponId,
    code: z.string(),
    program,
    partner: publicIdSchema<'Organisation'>('org'),
    from: instant,
    ends_at: instant.nullable(),
    created_at: instant,
  })
  .meta({ id: 'Coupon' });
/** A page of coupons, newest first. */
export const CouponPage = pageSchema('CouponPage', CouponBody);
/** Which coupons. */
export const CouponQuery = PageQuery.extend({ program: program.optional() });

/** A policy as a merchant publishes it. */
export const NewCouponPolicy = z
  .strictObject({ program, policy, from: instant.optional().meta({ description: 'Now when left out; never before.' }) })
  .meta({ id: 'NewCouponPolicy' });
/** A policy as it is shown. */
export const CouponPolicyBody = z.object({ program, policy, from: instant }).meta({ id: 'CouponPolicy' });
/** Every policy of a program. */
export const CouponPolicyList = z
  .object({
    in_force: policy.meta({ description: 'Now. A program that published none has coupon_wins.' }),
    items: z.array(CouponPolicyBody),
  })
  .meta({ id: 'CouponPolicyList' });
/** Whose policies. */
export const CouponPolicyQuery = z.object({ program });
