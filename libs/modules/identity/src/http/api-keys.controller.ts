import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, type Id, ROLES } from '#kernel';
import { Allow, CurrentCaller, SecretInResponse } from '#platform/http';
import type { ApiKey } from '../storage/api-key.store.ts';
import { CreateApiKey } from '../use-cases/create-api-key/create-api-key.ts';
import { RevokeApiKey } from '../use-cases/create-api-key/revoke-api-key.ts';
import { ListApiKeys } from '../use-cases/list-api-keys/list-api-keys.ts';
import { ApiKeyList, ApiKeyView, CreatedApiKeyView, NewApiKey, keyId } from './identity.schemas.ts';

/** Keys for machines. People keep them; no scope opens these routes to a key. */
@ApiTags('identity')
@Controller('v1/api-keys')
@Allow(...ROLES)
export class ApiKeysController {
  constructor(
    private readonly createKey: CreateApiKey,
    private readonly listKeys: ListApiKeys,
    private readonly revokeKey: RevokeApiKey,
  ) {}

  @Post()
  @SecretInResponse('secret')
  @ApiCreatedResponse({ standardSchema: CreatedApiKeyView })
  async create(
    @Body({ schema: NewApiKey }) body: z.output<typeof NewApiKey>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { key, secret } = await this.createKey.execute(caller, body);
    return { ...shape(key), secret };
  }

  @Get()
  @ApiOkResponse({ standardSchema: ApiKeyList })
  async list(@CurrentCaller() caller: Caller): Promise<unknown> {
    return { items: (await this.listKeys.execute(caller)).map(shape) };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  async revoke(@Param('id', { schema: keyId }) id: Id<'ApiKey'>, @CurrentCaller() caller: Caller): Promise<void> {
    await this.revokeKey.execute(caller, id);
  }
}

function shape(key: ApiKey): z.input<typeof ApiKeyView> {
  return z.encode(ApiKeyView, {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    roles: [...key.roles],
    scopes: [...key.scopes],
    created_at: key.createdAt,
    last_used_at: key.lastUsedAt ?? null,
    revoked_at: key.revokedAt ?? null,
  });
}
