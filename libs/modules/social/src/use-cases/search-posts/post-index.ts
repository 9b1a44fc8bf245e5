import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { FindProducts } from '#modules/catalog';
import { type IndexDefinition, type Operation, SearchIndex, TableIndex } from '#platform/search-index';
import { hashtagsOf } from '../../domain/post.ts';
import { type SearchedPost, SearchedPostStore } from '../../storage/searched-post.store.ts';

/** Shown posts by their words, hashtags and the products marked in them. */
export const POST_INDEX: IndexDefinition = {
  name: 'social.post',
  fields: {
    body: { kind: 'text', weight: 2 },
    topics: { kind: 'text', weight: 2, prefixes: true },
    products: { kind: 'text', prefixes: true },
    category: { kind: 'keyword' },
    author: { kind: 'keyword' },
    shown_at: { kind: 'instant' },
  },
};

/**
 * Keeps the search index equal to the table: shown posts are in it, others are not. What is written is always read from
 * the table at that moment.
 */
@Injectable()
export class PostIndex extends TableIndex<Id<'Post'>, SearchedPost> {
  readonly index = POST_INDEX;

  constructor(
    search: SearchIndex,
    posts: SearchedPostStore,
    private readonly findProducts: FindProducts,
  ) {
    super(search, posts);
  }

  protected override async operationsOf(posts: readonly SearchedPost[]): Promise<Operation[]> {
    const names = await this.namesOf(posts);
    return posts.map((post): Operation => {
      const { id, version } = post;
      if (post.state !== 'shown') return { kind: 'remove', id, version };
      return { kind: 'put', id, version, document: documentOf(post, names) };
    });
  }

  /** Names of marked products as they are now, by merchant and sku. */
  private async namesOf(posts: readonly SearchedPost[]): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    const tags = posts.flatMap((post) => post.tags);
    for (const [merchantId, ofMerchant] of Map.groupBy(tags, (tag) => tag.merchantId)) {
      const skus = [...new Set(ofMerchant.map(({ sku }) => sku))];
      const products = await this.findProducts.execute(merchantId, skus);
      for (const [sku, { name }] of products) names.set(`${merchantId} ${sku}`, name);
    }
    return names;
  }
}

function documentOf({ body, authorId, shownAt, tags }: SearchedPost, names: ReadonlyMap<string, string>) {
  const categories = new Set(tags.map(({ category }) => category));
  return {
    body,
    topics: [...hashtagsOf(body), ...categories].join(' '),
    products: tags.map(({ merchantId, sku }) => names.get(`${merchantId} ${sku}`) ?? sku).join(' '),
    category: [...new Set([...categories].flatMap(withParents))],
    author: authorId,
    shown_at: shownAt,
  };
}

function withParents(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}
