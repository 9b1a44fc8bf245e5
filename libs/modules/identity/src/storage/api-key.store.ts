import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id, type Role } from '#kernel';
import { Database, Tx, loadSql } from '#platform/database';
import { at } from './organisation.store.ts';

const INSERT = loadSql(import.meta.url, './sql/insert-api-key.sql');
const FIND = loadSql(import.meta.url, './sql/find-api-key.sql');
const TOUCH = loadSql(import.meta.url, './sql/touch-api-key.sql');
const LIST = loadSql(import.meta.url, './sql/list-api-keys.sql');
const REVOKE = loadSql(import.meta.url, './sql/revoke-api-key.sql');

/** An API key as people see it: never the key itself. */
export type ApiKey = {
  readonly id: Id<'ApiKey'>;
  readonly name: string;
  /** First characters of the key, to tell keys apart. */
  readonly prefix: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly string[];
  readonly createdBy: string;
  readonly createdAt: EpochMs;
  /** To the minute. */
  readonly lastUsedAt: EpochMs | undefined;
  readonly revokedAt: EpochMs | undefined;
};

/** What the guard needs of a key. */
export type ApiKeyGrant = {
  readonly id: Id<'ApiKey'>;
  readonly organisationId: Id<'Organisation'>;
  readonly roles: readonly Role[];
  readonly scopes: readonly string[];
};

type GrantRow = { id: Id<'ApiKey'>; organisation_id: Id<'Organisation'>; roles: Role[]; scopes: string[] };
type KeyRow = {
  id: Id<'ApiKey'>;
  name: string;
  prefix: string;
  roles: Role[];
  scopes: string[];
  created_by: string;
  created_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
};

/** API keys in PostgreSQL; the key as SHA-256 only. */
@Injectable()
export class ApiKeyStore {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, organisationId: Id<'Organisation'>, key: ApiKey, hash: Uint8Array): Promise<void> {
    const { id, name, prefix, roles, scopes, createdBy, createdAt } = key;
    await tx.query(INSERT, [id, organisationId, name, prefix, hash, roles, scopes, createdBy, new Date(createdAt)]);
  }

  async findGrant(hash: Uint8Array): Promise<ApiKeyGrant | undefined> {
    const [row] = await this.database.query<GrantRow>(FIND, [hash]);
    if (row === undefined) return undefined;
    return { id: row.id, organisationId: row.organisation_id, roles: row.roles, scopes: row.scopes };
  }

  async touch(id: Id<'ApiKey'>, now: EpochMs, notedSince: EpochMs): Promise<void> {
    await this.database.query(TOUCH, [id, new Date(now), new Date(notedSince)]);
  }

  async list(organisationId: Id<'Organisation'>): Promise<ApiKey[]> {
    return (await this.database.query<KeyRow>(LIST, [organisationId])).map((row) => ({
      id: row.id,
      name: row.name,
      prefix: row.prefix,
      roles: row.roles,
      scopes: row.scopes,
      createdBy: row.created_by,
      createdAt: at(row.created_at),
      lastUsedAt: row.last_used_at === null ? undefined : at(row.last_used_at),
      revokedAt: row.revoked_at === null ? undefined : at(row.revoked_at),
    }));
  }

  /** False when the organisation has no such key. */
  async revoke(tx: Tx, id: Id<'ApiKey'>, organisationId: Id<'Organisation'>, now: EpochMs): Promise<boolean> {
    return (await tx.query(REVOKE, [id, organisationId, new Date(now)])).length === 1;
  }
}
