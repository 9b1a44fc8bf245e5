import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id, type Role } from '#kernel';
import { Tx, loadSql } from '#platform/database';
import { at } from './organisation.store.ts';

const INSERT_FAMILY = loadSql(import.meta.url, './sql/insert-refresh-family.sql');
const INSERT_TOKEN = loadSql(import.meta.url, './sql/insert-refresh-token.sql');
const LOCK_TOKEN = loadSql(import.meta.url, './sql/lock-refresh-token.sql');
const USE_TOKEN = loadSql(import.meta.url, './sql/use-refresh-token.sql');
const REVOKE_FAMILY = loadSql(import.meta.url, './sql/revoke-refresh-family.sql');

/** A refresh token with its family and what its user may do today. */
export type RefreshTokenRecord = {
  readonly familyId: string;
  readonly userId: Id<'User'>;
  readonly organisationId: Id<'Organisation'>;
  readonly roles: readonly Role[];
  readonly isDemo: boolean;
  readonly expiresAt: EpochMs;
  readonly isUsed: boolean;
  readonly isRevoked: boolean;
};

type TokenRow = {
  family_id: string;
  user_id: Id<'User'>;
  organisation_id: Id<'Organisation'>;
  roles: Role[];
  is_demo: boolean;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
};

/** Refresh tokens in PostgreSQL; tokens as SHA-256 only. */
@Injectable()
export class SessionStore {
  async startFamily(
    tx: Tx,
    familyId: string,
    userId: Id<'User'>,
    organisationId: Id<'Organisation'>,
    now: EpochMs,
  ): Promise<void> {
    await tx.query(INSERT_FAMILY, [familyId, userId, organisationId, new Date(now)]);
  }

  async addToken(tx: Tx, hash: Uint8Array, familyId: string, now: EpochMs, expiresAt: EpochMs): Promise<void> {
    await tx.query(INSERT_TOKEN, [hash, familyId, new Date(now), new Date(expiresAt)]);
  }

  async lockToken(tx: Tx, hash: Uint8Array): Promise<RefreshTokenRecord | undefined> {
    const [row] = await tx.query<TokenRow>(LOCK_TOKEN, [hash]);
    if (row === undefined) return undefined;
    return {
      familyId: row.family_id,
      userId: row.user_id,
      organisationId: row.organisation_id,
      roles: row.roles,
      isDemo: row.is_demo,
      expiresAt: at(row.expires_at),
      isUsed: row.used_at !== null,
      isRevoked: row.revoked_at !== null,
    };
  }

  async useToken(tx: Tx, hash: Uint8Array, now: EpochMs): Promise<void> {
    await tx.query(USE_TOKEN, [hash, new Date(now)]);
  }

  async revokeFamily(tx: Tx, familyId: string, now: EpochMs, because: 'token_reused' | 'signed_out'): Promise<void> {
    await tx.query(REVOKE_FAMILY, [familyId, new Date(now), because]);
  }
}
