import { Injectable } from '@nestjs/common';
import { type EpochMs, formatInstant, type Id } from '#kernel';
import { loadSql, type Tx } from '#platform/database';

const OPEN = loadSql(import.meta.url, './sql/open-reviews.sql');
const RELEASE = loadSql(import.meta.url, './sql/release-reviews.sql');

/** A stop on a link's money, made by a moderation case. */
export type LinkReview = {
  readonly linkId: Id<'Link'>;
  readonly caseId: string;
  readonly reason: string;
  readonly at: EpochMs;
};

/** The table of reviews. */
@Injectable()
export class ReviewStore {
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
