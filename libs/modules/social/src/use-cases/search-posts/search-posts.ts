import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { type Filter, type SearchCursor, SearchIndex } from '#platform/search-index';
import { FindPosts, type ShownPost } from '../find-posts/find-posts.ts';
import { POST_INDEX } from './post-index.ts';

/** Which posts. Without words the newest stand first. */
export type PostSearch = {
  readonly text?: string | undefined;
  /** Posts with a product of this category or one below it. */
  readonly category?: string | undefined;
  readonly authorId?: Id<'Organisation'> | undefined;
  readonly limit: number;
  readonly after?: SearchCursor | undefined;
};

/** What was found, best match first, and where to go on. */
export type FoundPosts = { readonly posts: readonly ShownPost[]; readonly next: SearchCursor | undefined };

/** Finds posts by words. The index says which, the table has the last word: what is not shown any more is left out. */
@Injectable()
export class SearchPosts {
  constructor(
    private readonly search: SearchIndex,
    private readonly findPosts: FindPosts,
  ) {}

  /** @throws {SearchQueryInvalid | SearchIndexLost | SearchIndexUnavailable} */
  async execute({ text, category, authorId, limit, after }: PostSearch): Promise<FoundPosts> {
    const filters: Filter[] = [];
    if (category !== undefined) filters.push({ field: 'category', anyOf: [category] });
    if (authorId !== undefined) filters.push({ field: 'author', anyOf: [authorId] });
    const sort = text === undefined ? ({ field: 'shown_at', order: 'desc' } as const) : undefined;
    const { hits, next } = await this.search.search(POST_INDEX, { text, filters, sort, limit, after });
    const posts = await this.findPosts.execute(hits.map(({ id }) => id as Id<'Post'>));
    return { posts: posts.filter(({ post }) => post.state === 'shown'), next };
  }
}
