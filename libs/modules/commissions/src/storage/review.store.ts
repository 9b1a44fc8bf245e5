import { Injectable } from '@nestjs/common';
import { type Asset, type EpochMs, formatInstant, type Id, type Minor } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';

const OPEN = loadSql(import.meta.url, './sql/open-reviews.sql');
const RELEASE = loadSql(import.meta.url, './sql/release-reviews.sql');
const SUM_MONEY = loadSql(import.meta.url, './sql/sum-link-money.sql');

/** A stop on a link's money, made by a moderation case. */
export type LinkReview = {
  readonly linkId: Id<'Link'>;
  readonly caseId: string;
  readonly reason: string;
  readonly at: EpochMs;
};

/** What links have earned after refunds, in minor units of `asset`, and whether a review of them reaches it. */
export type LinkMoney = {
  readonly asset: Asset;
  /** Not matured and free to; stopped by a review; matured, so that none stops it. */
  readonly reach: 'waiting' | 'under_review' | 'matured';
  readonly commissions: number;
  readonly amount: Minor;
};

/** The table of reviews. */
@Injectable()
export class ReviewStore {
  constructor(private readonly database: Database) {}

  async sumMoney(links: readonly Id<'Link'>[]): Promise<LinkMoney[]> {
    type Row = Omit<LinkMoney, 'commissions'> & { commissions: bigint };
    const rows = await this.database.query<Row>(SUM_MONEY, [links]);
    return rows.map((row) => ({ ...row, commissions: Number(row.commissions) })); // not money: a count
  }

  async open(tx: Tx, reviews: readonly LinkReview[]): Promise<void> {
    if (reviews.length === 0) return;
    await tx.query(OPEN, [
      reviews.map(({ linkId }) => linkId),
      reviews.map(({ caseId }) => caseId),
      reviews.map(({ reason }) => reason),
      reviews.map(({ at }) => formatInstant(at)),
    ]);
  }

  async release(tx: Tx, reviews: readonly Omit<LinkReview, 'reason'>[]): Promise<void> {
    if (reviews.length === 0) return;
    await tx.query(RELEASE, [
      reviews.map(({ linkId }) => linkId),
      reviews.map(({ caseId }) => caseId),
      reviews.map(({ at }) => formatInstant(at)),
    ]);
  }
}
