import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { FindProducts } from '#modules/catalog';
import {
  fillIfNew,
  type IndexDefinition,
  type IndexSource,
  type Operation,
  rebuild,
  SearchIndex,
} from '#platform/search-index';
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

const PAGE = 500;

/**
 * Keeps the search index equal to the table: shown posts are in it, others are not. What is written is always read from
 * the table at that moment.
 */
@Injectable()
export class PostIndex implements IndexSource {
  readonly index = POST_INDEX;

  constructor(
    private readonly search: SearchIndex,
    private readonly posts: SearchedPostStore,
    private readonly findProducts: FindProducts,
  ) {}

  /** Fills the index where it is new; @returns posts read. */
  fillIfNew(): Promise<number> {
    return fillIfNew(this.search, this);
  }

  /** Makes the index anew from the table; @returns posts read. */
  rebuild(): Promise<number> {
    return rebuild(this.search, this);
  }

  /** Writes posts as they are now. Doing so twice, or late, changes nothing. */
  async refresh(ids: readonly Id<'Post'>[]): Promise<void> {
    for (let from = 0; from < ids.length; from += PAGE) {
      const posts = await this.posts.read(ids.slice(from, from + PAGE));
      await this.search.write(POST_INDEX, await this.operationsOf(posts));
    }
  }

  /** Every shown post, by id. */
  async *pages(): AsyncIterable<readonly Operation[]> {
    for (let after: Id<'Post'> | undefined; ;) {
      const page = await this.posts.page(after, PAGE);
      if (page.length > 0) yield await this.operationsOf(page);
      if (page.length < PAGE) return;
      after = page.at(-1)?.id;
    }
  }

  private async operationsOf(posts: readonly SearchedPost[]): Promise<Operation[]> {
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
