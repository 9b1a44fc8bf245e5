import { Injectable } from '@nestjs/common';
import type { Caller } from '#kernel';
import { type ApiKey, ApiKeyStore } from '../../storage/api-key.store.ts';

/** The API keys of the caller's organisation, newest first, revoked ones too; never the keys themselves. */
@Injectable()
export class ListApiKeys {
  constructor(private readonly keys: ApiKeyStore) {}

  execute(caller: Caller): Promise<ApiKey[]> {
    return this.keys.list(caller.organisation);
  }
}
