import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id, IdSource, type Role } from '#kernel';
import { Tx } from '#platform/database';
import { AccessTokens } from '../../adapters/access-tokens.ts';
import { SecretSource } from '../../adapters/secret-source.ts';
import { SECRET_BYTES, refreshTokenText, secretHash } from '../../domain/secret-text.ts';
import { IdentitySettings } from '../../identity-settings.ts';
import { SessionStore } from '../../storage/session.store.ts';

/** What a signed-in person carries: the access token for every call, the refresh token for the next pair. */
export type SessionTokens = {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly refreshToken: string;
};

/** The end of every successful sign-in or refresh: a pair of tokens, the refresh token stored as its hash. */
@Injectable()
export class StartSession {
  constructor(
    private readonly sessions: SessionStore,
    private readonly tokens: AccessTokens,
    private readonly secrets: SecretSource,
    private readonly settings: IdentitySettings,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** A new family of refresh tokens, with its first token. */
  async execute(
    tx: Tx,
    userId: Id<'User'>,
    organisationId: Id<'Organisation'>,
    roles: readonly Role[],
  ): Promise<SessionTokens> {
    const familyId = this.ids.next<'RefreshFamily'>();
    await this.sessions.startFamily(tx, familyId, userId, organisationId, this.clock.now());
    return this.next(tx, familyId, userId, organisationId, roles);
  }

  /** The next pair of a family. */
  async next(
    tx: Tx,
    familyId: string,
    userId: Id<'User'>,
    organisationId: Id<'Organisation'>,
    roles: readonly Role[],
  ): Promise<SessionTokens> {
    const now = this.clock.now();
    const refreshToken = refreshTokenText(this.secrets.bytes(SECRET_BYTES));
    const expiresAt = (now + this.settings.refreshTokenLifeMs) as EpochMs;
    await this.sessions.addToken(tx, secretHash(refreshToken), familyId, now, expiresAt);
    const accessToken = this.tokens.issue(userId, organisationId, roles);
    return { accessToken, expiresInSeconds: Math.floor(this.settings.accessTokenLifeMs / 1000), refreshToken };
  }
}
