import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, type EpochMs, type Id, type Minor, type Money, publicId } from '#kernel';
import { Allow, CurrentCaller, decodeCursor, pageOf, publicIdSchema, Scopes } from '#platform/http';
import type { ConversionFilter, ConversionView } from '../storage/conversion-view.store.ts';
import { CompareModels, type Comparison } from '../use-cases/compare-models/compare-models.ts';
import { ListConversions } from '../use-cases/list-conversions/list-conversions.ts';
import { ComparisonBody, ConversionBody, ConversionPage, ConversionQuery } from './conversions.schemas.ts';

const Cursor = z.tuple([z.int(), z.uuid()]);
const orderId = publicIdSchema<'Order'>('or');

/** Orders that somebody brought, and who else touched the customer. */
@ApiTags('conversions')
@Controller('v1')
@Allow('influencer', 'merchant', 'finance')
export class ConversionsController {
  constructor(
    private readonly listConversions: ListConversions,
    private readonly compareModels: CompareModels,
  ) {}

  @Get('conversions')
  @Scopes('conversions:read')
  @ApiOkResponse({ standardSchema: ConversionPage })
  async list(
    @Query({ schema: ConversionQuery }) query: z.output<typeof ConversionQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { limit, state, program: programId } = query;
    const filter = { state, programId, after: afterOf(query.cursor), limit: limit + 1 };
    const page = pageOf(await this.listConversions.execute(caller, filter), limit, (one) => [
      one.placedAt,
      one.orderId,
    ]);
    return { ...page, items: page.items.map(shape) };
  }

  /** A conversion by its order. */
  @Get('conversions/:id')
  @Scopes('conversions:read')
  @ApiOkResponse({ standardSchema: ConversionBody })
  async one(@Param('id', { schema: orderId }) id: Id<'Order'>, @CurrentCaller() caller: Caller): Promise<unknown> {
    return shape(await this.listConversions.one(caller, id));
  }

  /** What last click, first click and linear give of one order, beside what settled. */
  @Get('orders/:id/attribution')
  @Allow('merchant', 'finance')
  @Scopes('conversions:read')
  @ApiOkResponse({ standardSchema: ComparisonBody })
  async compare(@Param('id', { schema: orderId }) id: Id<'Order'>, @CurrentCaller() caller: Caller): Promise<unknown> {
    return shapeComparison(await this.compareModels.execute(caller, id));
  }
}

function afterOf(cursor: string | undefined): ConversionFilter['after'] {
  if (cursor === undefined) return undefined;
  const [placedAt, order] = decodeCursor(Cursor, cursor);
  return { placedAt: placedAt as EpochMs, orderId: order as Id<'Order'> };
}

function shape(view: ConversionView): z.input<typeof ConversionBody> {
  const { click, coupon, asset } = view;
  const of = (amount: Minor): Money => ({ amount, asset });
  return z.encode(ConversionBody, {
    order: view.orderId,
    order_external_id: view.externalId,
    merchant: view.merchantId,
    partner: view.partnerId,
    program: view.programId,
    state: view.state,
    placed_at: view.placedAt,
    matures_at: view.maturesAt,
    click: click === undefined ? null : { id: click.id, link: click.linkId, at: click.at },
    coupon: coupon ?? null,
    commissions: Number(view.lines), // not money: lines of an order, 2,000 at most
    amount: of(view.amount),
    reversed: of(view.reversed),
    fee: of(view.fee),
    entry: view.entryId,
  });
}

function shapeComparison({ conversion, total, touches, models, overwrite }: Comparison): unknown {
  const of = (amount: Minor): Money => ({ amount, asset: conversion.asset });
  return z.encode(ComparisonBody, {
    order: conversion.orderId,
    total: of(total),
    settled: {
      partner: conversion.partnerId,
      by: conversion.click === undefined ? 'coupon' : 'click',
      amount: of(total),
    },
    models: models.map(({ model, shares }) => ({
      model,
      shares: shares.map((share) => ({ partner: share.partnerId, touches: share.touches, amount: of(share.amount) })),
    })),
    touches: touches.map(({ kind, id, partnerId, programId, at }) => ({
      kind,
      id: publicId(kind === 'click' ? 'clk' : 'cpn', id),
      partner: partnerId,
      program: programId,
      at,
    })),
    overwrite:
      overwrite === undefined
        ? null
        : {
            policy: overwrite.policy,
            coupon: overwrite.couponId,
            coupon_partner: overwrite.couponPartnerId,
            click: overwrite.clickId,
            click_partner: overwrite.clickPartnerId,
            click_at: overwrite.clickAt,
            ms_before_order: overwrite.placedAt - overwrite.clickAt,
          },
  });
}
