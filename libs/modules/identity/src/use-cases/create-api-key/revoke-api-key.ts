import { Injectable } from '@nestjs/common';
import { type Caller, Clock, type Id } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { ApiKeyNotFound } from '../../identity.errors.ts';
import { ApiKeyStore } from '../../storage/api-key.store.ts';

/** Ends an API key of the caller's organisation. Ending it again changes nothing. */
@Injectable()
export class RevokeApiKey {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: ApiKeyStore,
    private readonly clock: Clock,
  ) {}

  /** @throws {ApiKeyNotFound} nothing was changed. */
  async execute(caller: Caller, id: Id<'ApiKey'>): Promise<void> {
    const isThere = await this.unitOfWork.run((tx) => this.keys.revoke(tx, id, caller.organisation, this.clock.now()));
    if (!isThere) throw new ApiKeyNotFound();
  }
}
