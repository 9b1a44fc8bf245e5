import { Injectable } from '@nestjs/common';
import type { Caller, EpochMs, Id } from '#kernel';
import { Database, loadSql } from '#platform/database';
import { at } from './organisation.store.ts';

const INSERT = loadSql(import.meta.url, './sql/insert-money-read.sql');
const LIST = loadSql(import.meta.url, './sql/list-money-reads.sql');

/** One look at money of others: who, for whom, when, what (path and query, never data), why if said, whose. */
export type MoneyRead = {
  readonly id: Id<'MoneyRead'>;
  readonly readAt: EpochMs;
  readonly by: Pick<Caller, 'kind' | 'subject' | 'organisation'>;
  readonly path: string;
  readonly reason: string | undefined;
  /** Whose money was shown. With `isOfAll` it may have been anybody's. */
  readonly owners: readonly Id<'Organisation'>[];
  readonly isOfAll: boolean;
};

type Row = {
  id: Id<'MoneyRead'>;
  read_at: Date;
  subject_kind: Caller['kind'];
  subject_id: Caller['subject'];
  organisation_id: Id<'Organisation'>;
  path: string;
  reason: string | null;
  owners: Id<'Organisation'>[];
  is_of_all: boolean;
};

/** The log of reads of other people's money; PostgreSQL keeps it append-only. */
@Injectable()
export class MoneyReadStore {
  constructor(private readonly database: Database) {}

  /** Resolves when the row is committed. */
  async insert({ id, readAt, by, path, reason, owners, isOfAll }: MoneyRead): Promise<void> {
    const who = [by.kind, by.subject, by.organisation];
    await this.database.query(INSERT, [id, new Date(readAt), ...who, path, reason ?? null, owners, isOfAll]);
  }

  /** Newest first, behind `before`: of `owner`'s money, or all of them. */
  async list(
    owner: Id<'Organisation'> | undefined,
    before: Id<'MoneyRead'> | undefined,
    limit: number,
  ): Promise<MoneyRead[]> {
    const rows = await this.database.query<Row>(LIST, [owner ?? null, before ?? null, limit]);
    return rows.map((row) => ({
      id: row.id,
      readAt: at(row.read_at),
      by: { kind: row.subject_kind, subject: row.subject_id, organisation: row.organisation_id },
      path: row.path,
      reason: row.reason ?? undefined,
      owners: row.owners,
      isOfAll: row.is_of_all,
    }));
  }
}
