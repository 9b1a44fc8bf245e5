import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { FindProducts } from '#modules/catalog';
import { FindOrganisation } from '#modules/identity';
import type { Post } from '../../domain/post.ts';
import { PostNotFound } from '../../social.errors.ts';
import { MediaStore, type ShownMedia } from '../../storage/media.store.ts';
import { PeopleStore, type ViewerMarks } from '../../storage/people.store.ts';
import { type PostCounts, type PostFilter, PostStore } from '../../storage/post.store.ts';

/** A post as it is shown: with its pictures, what people did with it, and what everybody in it is called. */
export type ShownPost = {
  readonly post: Post;
  readonly media: ReadonlyMap<Id<'Media'>, ShownMedia>;
  readonly counts: PostCounts;
  /** Names of its author and of the merchants of its tags. */
  readonly organisations: ReadonlyMap<Id<'Organisation'>, string>;
  /** Names of the products of its tags, by `productKey`. */
  readonly products: ReadonlyMap<string, string>;
};

/** Where `ShownPost.products` has a tag's product. */
export function productKey({ merchantId, sku }: { readonly merchantId: string; readonly sku: string }): string {
  return `${merchantId} ${sku}`;
}

const NOTHING: PostCounts = { likes: 0, saves: 0, comments: 0 };

/** Reads posts. */
@Injectable()
export class FindPosts {
  constructor(
    private readonly posts: PostStore,
    private readonly media: MediaStore,
    private readonly people: PeopleStore,
    private readonly findOrganisation: FindOrganisation,
    private readonly findProducts: FindProducts,
  ) {}

  /** In the order of `ids`; an id without a post is left out. Shown or not: who may see them is the caller's matter. */
  async execute(ids: readonly Id<'Post'>[]): Promise<ShownPost[]> {
    return this.complete(await this.posts.find(ids));
  }

  /** A post that `viewer`'s organisation may see: a shown one, or its own. @throws {PostNotFound} */
  async visible(id: Id<'Post'>, viewer: Id<'Organisation'> | undefined): Promise<ShownPost> {
    const [found] = await this.execute([id]);
    if (found === undefined || (found.post.state !== 'shown' && found.post.authorId !== viewer)) {
      throw new PostNotFound();
    }
    return found;
  }

  /** Newest first. */
  async list(filter: PostFilter): Promise<ShownPost[]> {
    return this.complete(await this.posts.list(filter));
  }

  /** What `userId` has done with each of `posts`, by its id. */
  marks(userId: Id<'User'>, posts: readonly ShownPost[]): Promise<Map<Id<'Post'>, ViewerMarks>> {
    return this.people.marks(
      userId,
      posts.map(({ post }) => post),
    );
  }

  private async complete(posts: readonly Post[]): Promise<ShownPost[]> {
    if (posts.length === 0) return [];
    const media = await this.media.find(posts.flatMap(({ pictures }) => pictures.map(({ mediaId }) => mediaId)));
    const counts = await this.posts.counts(posts.map(({ id }) => id));
    const [organisations, products] = [await this.organisationsIn(posts), await this.productsIn(posts)];
    return posts.map((post) => ({
      post,
      media,
      counts: counts.get(post.id) ?? NOTHING,
      organisations,
      products,
    }));
  }

  private async organisationsIn(posts: readonly Post[]): Promise<Map<Id<'Organisation'>, string>> {
    const ids = posts.flatMap(({ authorId, tags }) => [authorId, ...tags.map(({ merchantId }) => merchantId)]);
    const found = await this.findOrganisation.many([...new Set(ids)]);
    return new Map([...found].map(([id, { name }]) => [id, name]));
  }

  private async productsIn(posts: readonly Post[]): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    const byMerchant = Map.groupBy(
      posts.flatMap(({ tags }) => tags),
      ({ merchantId }) => merchantId,
    );
    for (const [merchantId, tags] of byMerchant) {
      const skus = [...new Set(tags.map(({ sku }) => sku))];
      for (const [sku, { name }] of await this.findProducts.execute(merchantId, skus)) {
        names.set(productKey({ merchantId, sku }), name);
      }
    }
    return names;
  }
}
