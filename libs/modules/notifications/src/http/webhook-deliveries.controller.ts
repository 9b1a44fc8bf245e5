import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller, Id } from '#kernel';
import { Allow, CurrentCaller, decodeCursor, pageOf, Scopes } from '#platform/http';
import type { ListedAttempt, ListedDelivery } from '../storage/delivery.store.ts';
import { ReadDeliveries } from '../use-cases/read-deliveries/read-deliveries.ts';
import { ReplayDelivery } from '../use-cases/replay-delivery/replay-delivery.ts';
import { DeliveryBody, deliveryId, DeliveryPage, DeliveryQuery, DeliveryWithLog } from './notifications.schemas.ts';

const Cursor = z.tuple([z.uuid()]);

/** What was sent to the caller's endpoints, and how it went. */
@ApiTags('webhooks')
@Controller('v1/webhook-deliveries')
@Allow('merchant', 'influencer')
export class WebhookDeliveriesController {
  constructor(
    private readonly readDeliveries: ReadDeliveries,
    private readonly replayDelivery: ReplayDelivery,
  ) {}

  @Get()
  @Scopes('webhooks:read')
  @ApiOkResponse({ standardSchema: DeliveryPage })
  async list(
    @Query({ schema: DeliveryQuery }) query: z.output<typeof DeliveryQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const after = query.cursor === undefined ? undefined : (decodeCursor(Cursor, query.cursor)[0] as Id<'Delivery'>);
    const { endpoint: endpointId, state, limit } = query;
    const filter = { organisationId: caller.organisation, endpointId, state, after, limit: limit + 1 };
    const page = pageOf(await this.readDeliveries.execute(filter), limit, ({ id }) => [id]);
    return { ...page, items: page.items.map((delivery) => z.encode(DeliveryBody, fieldsOf(delivery))) };
  }

  @Get(':id')
  @Scopes('webhooks:read')
  @ApiOkResponse({ standardSchema: DeliveryWithLog })
  one(@Param('id', { schema: deliveryId }) id: Id<'Delivery'>, @CurrentCaller() caller: Caller): Promise<unknown> {
    return this.withLog(caller, id);
  }

  /** Begins a new round of attempts, with the same id and body. */
  @Post(':id/replay')
  @HttpCode(200)
  @Scopes('webhooks:write')
  @ApiOkResponse({ standardSchema: DeliveryWithLog })
  async replay(
    @Param('id', { schema: deliveryId }) id: Id<'Delivery'>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    await this.replayDelivery.execute(caller.organisation, id);
    return this.withLog(caller, id);
  }

  private async withLog(caller: Caller, id: Id<'Delivery'>): Promise<unknown> {
    const { log, ...delivery } = await this.readDeliveries.one(caller.organisation, id);
    return z.encode(DeliveryWithLog, { ...fieldsOf(delivery), log: log.map(attemptOf) });
  }
}

function fieldsOf(delivery: ListedDelivery): z.output<typeof DeliveryBody> {
  return {
    id: delivery.id,
    message: delivery.messageId,
    endpoint: delivery.endpointId,
    type: delivery.type,
    state: delivery.state,
    attempts: delivery.attempts,
    last_status: delivery.lastStatus ?? null,
    next_at: delivery.nextAt ?? null,
    created_at: delivery.createdAt,
    done_at: delivery.doneAt ?? null,
  };
}

function attemptOf({ no, at, outcome, status, durationMs, detail }: ListedAttempt) {
  return { no, at, outcome, status: status ?? null, duration_ms: durationMs ?? null, detail: detail ?? null };
}
