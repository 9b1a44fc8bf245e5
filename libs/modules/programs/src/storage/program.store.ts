import { Injectable } from '@nestjs/common';
import { type Id } from '#kernel';
import { Database, Tx, loadSql } from '#platform/database';
import type { Program } from '../domain/program.ts';
import { type ProgramRow, programOf } from './rows.ts';

const INSERT = loadSql(import.meta.url, './sql/insert-program.sql');
const FIND = loadSql(import.meta.url, './sql/find-programs.sql');
const LIST = loadSql(import.meta.url, './sql/list-programs.sql');

/** Which programs to list; undefined means any. */
export type ProgramFilter = {
  readonly merchantId?: Id<'Organisation'> | undefined;
  /** Who is or was enrolled. */
  readonly partnerId?: Id<'Organisation'> | undefined;
};

/** Programs in PostgreSQL; they are never changed. */
@Injectable()
export class ProgramStore {
  constructor(private readonly database: Database) {}

  /** False when the merchant has a program of that name; nothing was written then. */
  async insert(tx: Tx, program: Program, createdBy: string | undefined): Promise<boolean> {
    const { id, merchantId, name, settlementAsset, maturationDays, feeBps, attributionWindowDays, noticeDays } =
      program;
    const settings = [settlementAsset, maturationDays, feeBps, attributionWindowDays, noticeDays];
    const params = [id, merchantId, name, ...settings, new Date(program.createdAt), createdBy ?? null];
    return (await tx.query(INSERT, params)).length === 1;
  }

  async find(ids: readonly Id<'Program'>[]): Promise<Program[]> {
    return (await this.database.query<ProgramRow>(FIND, [ids])).map(programOf);
  }

  async list(filter: ProgramFilter, after: string | undefined, limit: number): Promise<Program[]> {
    const params = [filter.merchantId ?? null, filter.partnerId ?? null, after ?? null, limit];
    return (await this.database.query<ProgramRow>(LIST, params)).map(programOf);
  }
}
