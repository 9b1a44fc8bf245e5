import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import type { Post } from '../../domain/post.ts';
import { PostNotFound } from '../../social.errors.ts';
import { MediaStore, type ShownMedia } from '../../storage/media.store.ts';
import { type PostCounts, type PostFilter, PostStore } from '../../storage/post.store.ts';

/** A post as it is shown: with its pictures and what people did with it. */
export type ShownPost = {
  readonly post: Post;
  readonly media: ReadonlyMap<Id<'Media'>, ShownMedia>;
  readonly counts: PostCounts;
};

const NOTHING: PostCounts = { likes: 0, saves: 0, comments: 0 };

/** Reads posts. */
@Injectable()
export class FindPosts {
  constructor(
    private readonly posts: PostStore,
    private readonly media: MediaStore,
  ) {}

  /** In the order of `ids`; an id without a post is left out. Shown or not: who may see them is the caller's matter. */
  async execute(ids: readonly Id<'Post'>[]): Promise<ShownPost[]> {
    return this.withMedia(await this.posts.find(ids));
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
    return this.withMedia(await this.posts.list(filter));
  }

  private async withMedia(posts: readonly Post[]): Promise<ShownPost[]> {
    if (posts.length === 0) return [];
    const media = await this.media.find(posts.flatMap(({ pictures }) => pictures.map(({ mediaId }) => mediaId)));
    const counts = await this.posts.counts(posts.map(({ id }) => id));
    return posts.map((post) => ({ post, media, counts: counts.get(post.id) ?? NOTHING }));
  }
}
