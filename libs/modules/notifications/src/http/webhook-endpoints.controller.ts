import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller, Id } from '#kernel';
import { Allow, CurrentCaller, Scopes, SecretInResponse } from '#platform/http';
import { WebhookKeys } from '../adapters/webhook-keys.ts';
import type { Endpoint } from '../storage/endpoint.store.ts';
import { CreateEndpoint } from '../use-cases/manage-endpoints/create-endpoint.ts';
import { ListEndpoints } from '../use-cases/manage-endpoints/list-endpoints.ts';
import { RotateSecret } from '../use-cases/manage-endpoints/rotate-secret.ts';
import { SwitchEndpoint } from '../use-cases/manage-endpoints/switch-endpoint.ts';
import {
  CreatedEndpoint,
  EndpointBody,
  endpointId,
  EndpointList,
  NewEndpoint,
  RotatedSecret,
} from './notifications.schemas.ts';

/** Where the caller's organisation is told what happens (Standard Webhooks). */
@ApiTags('webhooks')
@Controller('v1/webhook-endpoints')
@Allow('merchant', 'influencer')
export class WebhookEndpointsController {
  constructor(
    private readonly createEndpoint: CreateEndpoint,
    private readonly listEndpoints: ListEndpoints,
    private readonly rotateSecret: RotateSecret,
    private readonly switchEndpoint: SwitchEndpoint,
    private readonly keys: WebhookKeys,
  ) {}

  @Post()
  @Scopes('webhooks:write')
  @SecretInResponse('secret')
  @ApiCreatedResponse({ standardSchema: CreatedEndpoint })
  async create(
    @Body({ schema: NewEndpoint }) body: z.output<typeof NewEndpoint>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { kind, url, description, events: eventTypes } = body;
    const draft = { organisationId: caller.organisation, kind, url, description, eventTypes };
    const { endpoint, secret } = await this.createEndpoint.execute(draft);
    return { ...this.shape(endpoint), secret };
  }

  @Get()
  @Scopes('webhooks:read')
  @ApiOkResponse({ standardSchema: EndpointList })
  async list(@CurrentCaller() caller: Caller): Promise<unknown> {
    const endpoints = await this.listEndpoints.execute(caller.organisation);
    return { items: endpoints.map((endpoint) => this.shape(endpoint)) };
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @Scopes('webhooks:write')
  @SecretInResponse('secret')
  @ApiOkResponse({ standardSchema: RotatedSecret })
  async rotate(
    @Param('id', { schema: endpointId }) id: Id<'Endpoint'>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { secret, overlapEnds } = await this.rotateSecret.execute(caller.organisation, id);
    return z.encode(RotatedSecret, { secret, overlap_ends_at: overlapEnds });
  }

  @Post(':id/disable')
  @HttpCode(200)
  @Scopes('webhooks:write')
  @ApiOkResponse({ standardSchema: EndpointBody })
  async disable(
    @Param('id', { schema: endpointId }) id: Id<'Endpoint'>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return this.shape(await this.switchEndpoint.off(caller.organisation, id));
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Scopes('webhooks:write')
  @ApiOkResponse({ standardSchema: EndpointBody })
  async enable(
    @Param('id', { schema: endpointId }) id: Id<'Endpoint'>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return this.shape(await this.switchEndpoint.on(caller.organisation, id));
  }

  private shape({
    id,
    kind,
    url,
    description,
    eventTypes,
    createdAt,
    disabled,
  }: Endpoint): z.input<typeof EndpointBody> {
    return z.encode(EndpointBody, {
      id,
      kind,
      url,
      description,
      events: [...eventTypes],
      created_at: createdAt,
      disabled_at: disabled?.at ?? null,
      disabled_because: disabled?.because ?? null,
      public_key: this.keys.publicKey,
    });
  }
}
