import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id, epochMs } from '#kernel';
import { Database, Tx, loadSql } from '#platform/database';
import type { Organisation, OrganisationKind } from '../domain/organisation.ts';

const INSERT = loadSql(import.meta.url, './sql/insert-organisation.sql');
const FIND = loadSql(import.meta.url, './sql/find-organisations.sql');
const LIST = loadSql(import.meta.url, './sql/list-organisations.sql');

type Row = { id: Id<'Organisation'>; kind: OrganisationKind; name: string; created_at: Date };

/** Organisations in PostgreSQL. */
@Injectable()
export class OrganisationStore {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, organisation: Organisation): Promise<void> {
    const { id, kind, name, createdAt } = organisation;
    await tx.query(INSERT, [id, kind, name, new Date(createdAt)]);
  }

  async find(ids: readonly Id<'Organisation'>[]): Promise<Organisation[]> {
    return (await this.database.query<Row>(FIND, [ids])).map(organisationOf);
  }

  async list(kind: OrganisationKind | undefined, after: string | undefined, limit: number): Promise<Organisation[]> {
    return (await this.database.query<Row>(LIST, [kind ?? null, after ?? null, limit])).map(organisationOf);
  }
}

function organisationOf(row: Row): Organisation {
  return { id: row.id, kind: row.kind, name: row.name, createdAt: at(row.created_at) };
}

/** The instant of a timestamptz(3) column. */
export function at(column: Date): EpochMs {
  return epochMs(column.getTime());
}
