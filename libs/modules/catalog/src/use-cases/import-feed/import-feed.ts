import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { parseFeedCsv } from '../../adapters/parse-feed-csv.ts';
import { FeedNotReadable } from '../../catalog.errors.ts';
import { type FeedRow, readFeed, type RowResult } from '../../domain/read-feed.ts';
import { UpsertProducts } from '../upsert-products/upsert-products.ts';

/** Rows that one feed may have. */
const MOST_ROWS = 20_000;

/** Takes a merchant's product feed. */
@Injectable()
export class ImportFeed {
  constructor(private readonly upsertProducts: UpsertProducts) {}

  /**
   * Stores the rows that are right, in one transaction, and says of each row what became of it. `feed` is CSV text or rows.
   * @throws {FeedNotReadable | OrganisationNotFound | NotAMerchant} no row was stored.
   */
  async execute(merchantId: Id<'Organisation'>, feed: string | readonly FeedRow[]): Promise<readonly RowResult[]> {
    const rows = typeof feed === 'string' ? parseFeedCsv(feed, MOST_ROWS) : feed;
    if (rows.length > MOST_ROWS) throw new FeedNotReadable(`a feed has at most ${MOST_ROWS} rows`);
    const { drafts, results } = readFeed(rows);
    await this.upsertProducts.execute(merchantId, drafts);
    return results;
  }
}
