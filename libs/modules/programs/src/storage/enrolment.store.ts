import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id } from '#kernel';
import { Database, Tx, loadSql } from '#platform/database';
import type { Enrolment } from '../domain/program.ts';
import { type EnrolmentRow, enrolmentOf } from './rows.ts';

const LOCK = loadSql(import.meta.url, './sql/lock-enrolment.sql');
const LAST = loadSql(import.meta.url, './sql/last-enrolment.sql');
const END = loadSql(import.meta.url, './sql/end-enrolment.sql');
const INSERT = loadSql(import.meta.url, './sql/insert-enrolment.sql');
const AT = loadSql(import.meta.url, './sql/enrolments-at.sql');
const LIST = loadSql(import.meta.url, './sql/list-enrolments.sql');

/** Was this partner in this program at this moment, and at which tier? */
export type EnrolmentQuestion = {
  readonly programId: Id<'Program'>;
  readonly partnerId: Id<'Organisation'>;
  readonly at: EpochMs;
};

/** Enrolments in PostgreSQL. */
@Injectable()
export class EnrolmentStore {
  constructor(private readonly database: Database) {}

  /** The latest enrolment of the partner, with changes by others shut out until the transaction ends. */
  async lockLast(tx: Tx, programId: Id<'Program'>, partnerId: Id<'Organisation'>): Promise<Enrolment | undefined> {
    await tx.query(LOCK, [programId, partnerId]);
    return (await tx.query<EnrolmentRow>(LAST, [programId, partnerId])).map(enrolmentOf)[0];
  }

  async end(tx: Tx, id: Id<'Enrolment'>, to: EpochMs): Promise<void> {
    await tx.query(END, [id, new Date(to)]);
  }

  async insert(tx: Tx, enrolment: Enrolment, createdAt: EpochMs, createdBy: string | undefined): Promise<void> {
    const { id, programId, partnerId, tier, from } = enrolment;
    await tx.query(INSERT, [id, programId, partnerId, tier, new Date(from), new Date(createdAt), createdBy ?? null]);
  }

  /** One answer per question, in order. */
  async at(questions: readonly EnrolmentQuestion[]): Promise<(Enrolment | undefined)[]> {
    const rows = await this.database.query<EnrolmentRow & { place: bigint }>(AT, [
      questions.map(({ programId }) => programId),
      questions.map(({ partnerId }) => partnerId),
      questions.map(({ at }) => new Date(at)),
    ]);
    const byPlace = new Map(rows.map((row) => [row.place, enrolmentOf(row)]));
    return questions.map((_, index) => byPlace.get(BigInt(index) + 1n));
  }

  async list(
    programId: Id<'Program'>,
    partnerId: Id<'Organisation'> | undefined,
    after: string | undefined,
    limit: number,
  ): Promise<Enrolment[]> {
    const params = [programId, partnerId ?? null, after ?? null, limit];
    return (await this.database.query<EnrolmentRow>(LIST, params)).map(enrolmentOf);
  }
}
