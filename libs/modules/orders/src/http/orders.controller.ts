import { Body, Controller, Get, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Caller, type EpochMs, type Id, present } from '#kernel';
import { Allow, CurrentCaller, decodeCursor, pageOf, publicIdSchema, Scopes } from '#platform/http';
import { AcceptOrders } from '../use-cases/accept-orders/accept-orders.ts';
import { FindOrders } from '../use-cases/find-orders/find-orders.ts';
import { RecordRefunds } from '../use-cases/record-refunds/record-refunds.ts';
import {
  NewOrders,
  NewRefund,
  OrderBody,
  OrderPage,
  OrderQuery,
  OrderResults,
  OrderWithRefunds,
  RefundBody,
} from './orders.schemas.ts';
import { orderDraftOf, refundDraftOf, shapeOrder, shapeOrderWithRefunds, shapeRefund, shapeResult } from './shapes.ts';

const OrderCursor = z.tuple([z.int(), z.uuid()]);
const OrderId = publicIdSchema<'Order'>('or');

/** Orders and refunds of the caller's merchant. */
@ApiTags('orders')
@Controller('v1/orders')
@Allow('merchant')
export class OrdersController {
  constructor(
    private readonly acceptOrders: AcceptOrders,
    private readonly recordRefunds: RecordRefunds,
    private readonly findOrders: FindOrders,
  ) {}

  /** One order: 201 when it is new, 200 when it was accepted before. Many: 200 with a result each. */
  @Post()
  @Scopes('orders:write')
  @ApiCreatedResponse({ standardSchema: OrderBody })
  @ApiOkResponse({ standardSchema: OrderResults, description: 'For a request with `orders`.' })
  async accept(
    @Body({ schema: NewOrders }) body: z.output<typeof NewOrders>,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const drafts = ('orders' in body ? body.orders : [body]).map(orderDraftOf);
    const results = await this.acceptOrders.execute(caller.organisation, drafts);
    if ('orders' in body) {
      void reply.status(HttpStatus.OK);
      return { results: results.map(shapeResult) };
    }
    const result = present(results[0], 'result');
    if (result.outcome === 'refused') throw result.error;
    void reply.status(result.outcome === 'accepted' ? HttpStatus.CREATED : HttpStatus.OK);
    return shapeOrder(result.order);
  }

  @Post(':id/refunds')
  @Scopes('orders:write')
  @ApiCreatedResponse({ standardSchema: RefundBody })
  async refund(
    @Param('id', { schema: OrderId }) orderId: Id<'Order'>,
    @Body({ schema: NewRefund }) body: z.output<typeof NewRefund>,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const [result] = await this.recordRefunds.execute(caller.organisation, [refundDraftOf(orderId, body)]);
    const told = present(result, 'result');
    if (told.outcome === 'refused') throw told.error;
    void reply.status(told.outcome === 'recorded' ? HttpStatus.CREATED : HttpStatus.OK);
    return shapeRefund(told.refund);
  }

  @Get()
  @Scopes('orders:read')
  @ApiOkResponse({ standardSchema: OrderPage })
  async list(
    @Query({ schema: OrderQuery }) { cursor, limit }: z.output<typeof OrderQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const rows = await this.findOrders.list(caller.organisation, after(cursor), limit + 1);
    const page = pageOf(rows, limit, ({ placedAt, id }) => [placedAt, id]);
    return { ...page, items: page.items.map(shapeOrder) };
  }

  @Get(':id')
  @Scopes('orders:read')
  @ApiOkResponse({ standardSchema: OrderWithRefunds })
  async read(
    @Param('id', { schema: OrderId }) orderId: Id<'Order'>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { order, refunds } = await this.findOrders.one(caller.organisation, orderId);
    return shapeOrderWithRefunds(order, refunds);
  }
}

function after(cursor: string | undefined): { placedAt: EpochMs; id: Id<'Order'> } | undefined {
  if (cursor === undefined) return undefined;
  const [placedAt, id] = decodeCursor(OrderCursor, cursor);
  return { placedAt: placedAt as EpochMs, id: id as Id<'Order'> };
}
