import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id, type Role } from '#kernel';
import { Database, Tx, loadSql } from '#platform/database';
import type { OrganisationKind } from '../domain/organisation.ts';

const INSERT_USER = loadSql(import.meta.url, './sql/insert-user.sql');
const INSERT_MEMBERSHIP = loadSql(import.meta.url, './sql/insert-membership.sql');
const FIND_BY_EMAIL = loadSql(import.meta.url, './sql/find-user-by-email.sql');
const FIND = loadSql(import.meta.url, './sql/find-user.sql');
const LIST_MEMBERSHIPS = loadSql(import.meta.url, './sql/list-memberships.sql');
const FIND_NAMES = loadSql(import.meta.url, './sql/find-user-names.sql');
const HAS_DEMO_USERS = loadSql(import.meta.url, './sql/has-demo-users.sql');

/** A person who signs in, as stored. */
export type UserRecord = {
  readonly id: Id<'User'>;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly isDemo: boolean;
};

/** What a user may do in one organisation. */
export type Membership = {
  readonly organisationId: Id<'Organisation'>;
  readonly organisationKind: OrganisationKind;
  readonly organisationName: string;
  readonly roles: readonly Role[];
};

type UserRow = { id: Id<'User'>; email: string; name: string; password_hash: string; is_demo: boolean };
type MembershipRow = { organisation_id: Id<'Organisation'>; kind: OrganisationKind; name: string; roles: Role[] };

/** Users and their memberships in PostgreSQL. */
@Injectable()
export class UserStore {
  constructor(private readonly database: Database) {}

  /** False when the e-mail is taken; nothing was written then. */
  async insert(tx: Tx, user: UserRecord, createdAt: EpochMs): Promise<boolean> {
    const { id, email, name, passwordHash, isDemo } = user;
    const rows = await tx.query(INSERT_USER, [id, email, name, passwordHash, isDemo, new Date(createdAt)]);
    return rows.length === 1;
  }

  async addMembership(
    tx: Tx,
    userId: Id<'User'>,
    organisation: { readonly id: Id<'Organisation'>; readonly kind: OrganisationKind },
    roles: readonly Role[],
    createdAt: EpochMs,
  ): Promise<void> {
    await tx.query(INSERT_MEMBERSHIP, [userId, organisation.id, organisation.kind, roles, new Date(createdAt)]);
  }

  async findByEmail(email: string): Promise<UserRecord | undefined> {
    return (await this.database.query<UserRow>(FIND_BY_EMAIL, [email])).map(userOf)[0];
  }

  /** Names of those of `ids` that exist. */
  async names(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.query<{ id: string; name: string }>(FIND_NAMES, [ids]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async find(id: string): Promise<UserRecord | undefined> {
    return (await this.database.query<UserRow>(FIND, [id])).map(userOf)[0];
  }

  async memberships(userId: string): Promise<Membership[]> {
    const rows = await this.database.query<MembershipRow>(LIST_MEMBERSHIPS, [userId]);
    return rows.map((row) => ({
      organisationId: row.organisation_id,
      organisationKind: row.kind,
      organisationName: row.name,
      roles: row.roles,
    }));
  }

  async hasDemoUsers(): Promise<boolean> {
    const [row] = await this.database.query<{ has_demo_users: boolean }>(HAS_DEMO_USERS);
    return row?.has_demo_users === true;
  }
}

function userOf(row: UserRow): UserRecord {
  return { id: row.id, email: row.email, name: row.name, passwordHash: row.password_hash, isDemo: row.is_demo };
}
