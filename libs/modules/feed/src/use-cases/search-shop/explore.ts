import { Injectable } from '@nestjs/common';
import type { CategoryPath, FoundProducts } from '#modules/catalog';
import { SearchProducts } from '#modules/catalog';
import { type FoundPosts, SearchPosts } from '#modules/social';
import type { SearchCursor } from '#platform/search-index';

/** Where each of the two lists goes on; null: it was at its end. */
export type ExploreCursor = { readonly posts: SearchCursor | null; readonly products: SearchCursor | null };

/** What to explore. Without words: the newest. */
export type ExploreSearch = {
  readonly text?: string | undefined;
  readonly category?: CategoryPath | undefined;
  /** Of each list. */
  readonly limit: number;
  readonly after?: ExploreCursor | undefined;
};

/** Posts and products beside each other, each by how well they match. */
export type Explored = {
  readonly posts: FoundPosts['posts'];
  readonly products: FoundProducts['products'];
  readonly next: ExploreCursor | undefined;
};

/** Posts and products by words or category. */
@Injectable()
export class Explore {
  constructor(
    private readonly searchPosts: SearchPosts,
    private readonly searchProducts: SearchProducts,
  ) {}

  /** @throws {SearchQueryInvalid | SearchIndexLost | SearchIndexUnavailable} */
  async execute({ text, category, limit, after }: ExploreSearch): Promise<Explored> {
    const [posts, products] = await Promise.all([
      after?.posts === null
        ? { posts: [], next: undefined }
        : this.searchPosts.execute({ text, category, limit, after: after?.posts }),
      after?.products === null
        ? { products: [], next: undefined }
        : this.searchProducts.execute({ text, category, limit, after: after?.products }),
    ]);
    const next = { posts: posts.next ?? null, products: products.next ?? null };
    const isLast = next.posts === null && next.products === null;
    return { posts: posts.posts, products: products.products, next: isLast ? undefined : next };
  }
}
