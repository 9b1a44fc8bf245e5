import { Injectable } from '@nestjs/common';
import { type Caller, Clock, type EpochMs } from '#kernel';
import { AccessTokens } from '../../adapters/access-tokens.ts';
import { looksLikeApiKey, secretHash } from '../../domain/secret-text.ts';
import { ApiKeyStore } from '../../storage/api-key.store.ts';

const TOUCH_EVERY_MS = 60_000;

/** Who is behind an `Authorization: Bearer …` value: an access token or an API key. */
@Injectable()
export class Authenticate {
  private readonly touchedAt = new Map<string, EpochMs>();

  constructor(
    private readonly tokens: AccessTokens,
    private readonly keys: ApiKeyStore,
    private readonly clock: Clock,
  ) {}

  /** Undefined when nobody is. */
  async execute(bearer: string): Promise<Caller | undefined> {
    if (!looksLikeApiKey(bearer)) return this.tokens.read(bearer);
    // The hash is looked up by its index: nobody can steer the SHA-256 of a guess, so its timing tells nothing.
    const grant = await this.keys.findGrant(secretHash(bearer));
    if (grant === undefined) return undefined;
    await this.touch(grant.id);
    const { id, organisationId, roles, scopes } = grant;
    return { kind: 'api_key', subject: id, organisation: organisationId, roles, scopes };
  }

  /** Last use is kept to the minute, so that a busy key does not write a row for each call. */
  private async touch(id: Parameters<ApiKeyStore['touch']>[0]): Promise<void> {
    const now = this.clock.now();
    const noted = this.touchedAt.get(id);
    if (noted !== undefined && now - noted < TOUCH_EVERY_MS) return;
    this.touchedAt.set(id, now);
    await this.keys.touch(id, now, (now - TOUCH_EVERY_MS) as EpochMs);
  }
}
