import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, Clock, type Id } from '#kernel';
import { Allow, CurrentCaller, decodeCursor, pageOf, Scopes } from '#platform/http';
import { type Coupon, policyAt } from '../domain/coupon.ts';
import { CreateCoupon } from '../use-cases/create-coupon/create-coupon.ts';
import { EndCoupon } from '../use-cases/end-coupon/end-coupon.ts';
import { ListCoupons } from '../use-cases/list-coupons/list-coupons.ts';
import { SetCouponPolicy } from '../use-cases/set-coupon-policy/set-coupon-policy.ts';
import {
  CouponBody,
  couponId,
  CouponPage,
  CouponPolicyBody,
  CouponPolicyList,
  CouponPolicyQuery,
  CouponQuery,
  NewCoupon,
  NewCouponPolicy,
} from './coupons.schemas.ts';

const Cursor = z.tuple([z.uuid()]);

/** Coupons that merchants give to partners, and the policy about them. */
@ApiTags('coupons')
@Controller('v1')
@Allow('influencer', 'merchant')
export class CouponsController {
  constructor(
    private readonly createCoupon: CreateCoupon,
    private readonly endCoupon: EndCoupon,
    private readonly listCoupons: ListCoupons,
    private readonly setCouponPolicy: SetCouponPolicy,
    private readonly clock: Clock,
  ) {}

  @Post('coupons')
  @Allow('merchant')
  @Scopes('coupons:write')
  @ApiCreatedResponse({ standardSchema: CouponBody })
  async create(
    @Body({ schema: NewCoupon }) body: z.output<typeof NewCoupon>,
    @CurrentCaller() { organisation: merchantId }: Caller,
  ): Promise<unknown> {
    const { program: programId, partner: partnerId, code, from, ends_at: endsAt } = body;
    return shape(await this.createCoupon.execute({ merchantId, programId, partnerId, code, from, endsAt }));
  }

  @Post('coupons/:id/end')
  @HttpCode(200)
  @Allow('merchant')
  @Scopes('coupons:write')
  @ApiOkResponse({ standardSchema: CouponBody })
  async end(@Param('id', { schema: couponId }) id: Id<'Coupon'>, @CurrentCaller() caller: Caller): Promise<unknown> {
    return shape(await this.endCoupon.execute(caller.organisation, id));
  }

  @Get('coupons')
  @Scopes('coupons:read')
  @ApiOkResponse({ standardSchema: CouponPage })
  async list(
    @Query({ schema: CouponQuery }) query: z.output<typeof CouponQuery>,
    @CurrentCaller() { roles, organisation }: Caller,
  ): Promise<unknown> {
    const after = query.cursor === undefined ? undefined : (decodeCursor(Cursor, query.cursor)[0] as Id<'Coupon'>);
    const owner = roles.includes('influencer') ? { partnerId: organisation } : { merchantId: organisation };
    const filter = { ...owner, programId: query.program, after, limit: query.limit + 1 };
    const page = pageOf(await this.listCoupons.execute(filter), query.limit, ({ id }) => [id]);
    return { ...page, items: page.items.map(shape) };
  }

  @Post('coupon-policies')
  @Allow('merchant')
  @Scopes('coupons:write')
  @ApiCreatedResponse({ standardSchema: CouponPolicyBody })
  async publish(
    @Body({ schema: NewCouponPolicy }) body: z.output<typeof NewCouponPolicy>,
    @CurrentCaller() { organisation: merchantId }: Caller,
  ): Promise<unknown> {
    const { program: programId, policy, from } = body;
    const published = await this.setCouponPolicy.execute({ merchantId, programId, policy, from });
    return z.encode(CouponPolicyBody, { program: programId, policy, from: published.from });
  }

  /** What a program has published: for everybody who promotes or sells, because partners decide by it. */
  @Get('coupon-policies')
  @Scopes('coupons:read')
  @ApiOkResponse({ standardSchema: CouponPolicyList })
  async policies(
    @Query({ schema: CouponPolicyQuery }) { program }: z.output<typeof CouponPolicyQuery>,
  ): Promise<unknown> {
    const dated = await this.listCoupons.policies(program);
    return z.encode(CouponPolicyList, {
      in_force: policyAt(dated, this.clock.now()),
      items: dated.map(({ policy, from }) => ({ program, policy, from })),
    });
  }
}

function shape({ id, code, programId, partnerId, from, endsAt, createdAt }: Coupon): unknown {
  return z.encode(CouponBody, {
    id,
    code,
    program: programId,
    partner: partnerId,
    from,
    ends_at: endsAt ?? null,
    created_at: createdAt,
  });
}
