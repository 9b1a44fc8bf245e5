import { Injectable } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import { Database, loadSql } from '#platform/database';
import type { PostTag, Visibility } from '../domain/post.ts';

const READ = loadSql(import.meta.url, './sql/read-searched-posts.sql');

/** What search knows of a post. `version` grows with each decision about it. */
export type SearchedPost = {
  readonly id: Id<'Post'>;
  readonly authorId: Id<'Organisation'>;
  readonly body: string;
  readonly state: Visibility;
  readonly shownAt: EpochMs | undefined;
  readonly version: number;
  readonly tags: readonly Pick<PostTag, 'merchantId' | 'sku' | 'category'>[];
};

type Row = {
  id: Id<'Post'>;
  author_id: Id<'Organisation'>;
  body: string;
  state: Visibility;
  shown_at: Date | null;
  version: bigint;
  tags: { merchant_id: Id<'Organisation'>; sku: string; category: string }[];
};

/** Posts as search reads them. */
@Injectable()
export class SearchedPostStore {
  constructor(private readonly database: Database) {}

  /** Those of `ids` that exist, shown or not, in any order. */
  async read(ids: readonly Id<'Post'>[]): Promise<SearchedPost[]> {
    if (ids.length === 0) return [];
    return (await this.database.query<Row>(READ, [ids, null, ids.length])).map(postOf);
  }

  /** At most `limit` shown posts behind the id `after`. */
  async page(after: Id<'Post'> | undefined, limit: number): Promise<SearchedPost[]> {
    return (await this.database.query<Row>(READ, [null, after ?? null, limit])).map(postOf);
  }
}

function postOf(row: Row): SearchedPost {
  return {
    id: row.id,
    authorId: row.author_id,
    body: row.body,
    state: row.state,
    shownAt: row.shown_at === null ? undefined : (row.shown_at.getTime() as EpochMs),
    version: Number(row.version),
    tags: row.tags.map((tag) => ({ merchantId: tag.merchant_id, sku: tag.sku, category: tag.category })),
  };
}
