import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id } from '#kernel';
import { Database, Tx, loadSql } from '#platform/database';
import { at } from './rows.ts';

const sql = (name: string): string => loadSql(import.meta.url, `./sql/${name}.sql`);
const IN_REVIEW = sql('open-reviews');
const OPEN = sql('open-review');
const CLOSE = sql('close-review');
const LIST = sql('list-reviews');

/** A stop on a payee's payouts, with reason and owner. */
export type Review = {
  readonly id: Id<'PayoutReview'>;
  readonly payeeId: Id<'Organisation'>;
  readonly reason: string;
  readonly openedBy: string;
  readonly openedAt: EpochMs;
};

type Row = { id: Id<'PayoutReview'>; payee_id: Id<'Organisation'>; reason: string; opened_by: string; opened_at: Date };

/** Reviews in PostgreSQL. */
@Injectable()
export class ReviewStore {
  constructor(private readonly database: Database) {}

  /** Those of `payees` with an open review. */
  async inReview(payees: readonly Id<'Organisation'>[]): Promise<Set<Id<'Organisation'>>> {
    return new Set((await this.reasons(payees)).keys());
  }

  /** Why those of `payees` with an open review are stopped. */
  async reasons(payees: readonly Id<'Organisation'>[]): Promise<Map<Id<'Organisation'>, string>> {
    const rows = await this.database.query<Pick<Row, 'payee_id' | 'reason'>>(IN_REVIEW, [payees]);
    return new Map(rows.map((row) => [row.payee_id, row.reason]));
  }

  /** False when one is open; nothing was written then. */
  async open(tx: Tx, review: Review): Promise<boolean> {
    const { id, payeeId, reason, openedBy, openedAt } = review;
    return (await tx.query(OPEN, [id, payeeId, reason, openedBy, new Date(openedAt)])).length === 1;
  }

  /** False when there is no such open review. */
  async close(tx: Tx, id: Id<'PayoutReview'>, by: string, now: EpochMs): Promise<boolean> {
    return (await tx.query(CLOSE, [id, by, new Date(now)])).length === 1;
  }

  async list(limit: number): Promise<Review[]> {
    return (await this.database.query<Row>(LIST, [limit])).map((row) => ({
      id: row.id,
      payeeId: row.payee_id,
      reason: row.reason,
      openedBy: row.opened_by,
      openedAt: at(row.opened_at),
    }));
  }
}
