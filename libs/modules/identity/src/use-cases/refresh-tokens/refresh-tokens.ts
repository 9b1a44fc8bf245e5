import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Tx, UnitOfWork } from '#platform/database';
import { looksLikeRefreshToken, secretHash } from '../../domain/secret-text.ts';
import { DEMO_CHAIN_ID, IdentitySettings } from '../../identity-settings.ts';
import { RefreshTokenInvalid } from '../../identity.errors.ts';
import { SessionStore } from '../../storage/session.store.ts';
import { type SessionTokens, StartSession } from '../sign-in/start-session.ts';

/**
 * Changes a refresh token for a new pair, once. A token that comes a second time was stolen, or its answer was: the
 * whole family ends, and both holders must sign in. Roles are those of today, not those of the sign-in.
 */
@Injectable()
export class RefreshTokens {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: SessionStore,
    private readonly startSession: StartSession,
    private readonly settings: IdentitySettings,
    private readonly clock: Clock,
  ) {}

  /** @throws {RefreshTokenInvalid} no token was made; after a reuse the family is revoked. */
  async execute(refreshToken: string): Promise<SessionTokens> {
    if (!looksLikeRefreshToken(refreshToken)) throw new RefreshTokenInvalid();
    // The refusal is thrown after the commit, because the revocation must stay.
    const tokens = await this.unitOfWork.run((tx) => this.exchange(tx, secretHash(refreshToken)));
    if (tokens === undefined) throw new RefreshTokenInvalid();
    return tokens;
  }

  /** Ends the family of `refreshToken`. An unknown token ends nothing, and is not told so. */
  async revoke(refreshToken: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const token = await this.sessions.lockToken(tx, secretHash(refreshToken));
      if (token !== undefined) await this.sessions.revokeFamily(tx, token.familyId, this.clock.now(), 'signed_out');
    });
  }

  private async exchange(tx: Tx, hash: Uint8Array): Promise<SessionTokens | undefined> {
    const now = this.clock.now();
    const token = await this.sessions.lockToken(tx, hash);
    if (token === undefined) return undefined;
    if (token.isUsed) {
      await this.sessions.revokeFamily(tx, token.familyId, now, 'token_reused');
      return undefined;
    }
    const isOver = token.isRevoked || token.expiresAt <= now;
    if (isOver || (token.isDemo && this.settings.chainId !== DEMO_CHAIN_ID)) return undefined;
    await this.sessions.useToken(tx, hash, now);
    return this.startSession.next(tx, token.familyId, token.userId, token.organisationId, token.roles);
  }
}
