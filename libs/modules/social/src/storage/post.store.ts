import { Injectable } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { Label, Post, PostTag, Visibility } from '../domain/post.ts';

const INSERT_POST = loadSql(import.meta.url, './sql/insert-post.sql');
const INSERT_MEDIA = loadSql(import.meta.url, './sql/insert-post-media.sql');
const INSERT_TAGS = loadSql(import.meta.url, './sql/insert-post-tags.sql');
const FIND_POSTS = loadSql(import.meta.url, './sql/find-posts.sql');
const LIST_IDS = loadSql(import.meta.url, './sql/list-post-ids.sql');
const LOCK_POST = loadSql(import.meta.url, './sql/lock-post.sql');
const SET_STATE = loadSql(import.meta.url, './sql/set-post-state.sql');
const COUNT_REACTIONS = loadSql(import.meta.url, './sql/count-reactions.sql');
const COUNT_LATELY = loadSql(import.meta.url, './sql/count-lately.sql');

type PostRow = {
  id: Id<'Post'>;
  author_id: Id<'Organisation'>;
  posted_by: Id<'User'>;
  body: string;
  state: Visibility;
  label: Label | null;
  shown_at: Date | null;
  created_at: Date;
  pictures: { media_id: Id<'Media'>; alt: string }[];
  tags: {
    program_id: Id<'Program'>;
    merchant_id: Id<'Organisation'>;
    sku: string;
    category: string;
    link_id: Id<'Link'>;
    link_code: string;
  }[];
};

/** What a decision about a post depends on. */
export type LockedPost = Pick<Post, 'id' | 'authorId' | 'postedBy' | 'state' | 'shownAt'>;

/** How often a post was liked, saved and commented on. */
export type PostCounts = { readonly likes: number; readonly saves: number; readonly comments: number };

/** Which posts a list shows. */
export type PostFilter = {
  readonly authorId?: Id<'Organisation'> | undefined;
  /** The author asks: what is not shown belongs to the answer. */
  readonly withHidden: boolean;
  readonly product?: { readonly merchantId: Id<'Organisation'>; readonly sku: string } | undefined;
  readonly after?: Id<'Post'> | undefined;
  readonly limit: number;
};

/** The tables of posts. */
@Injectable()
export class PostStore {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, post: Post): Promise<void> {
    const shownAt = post.shownAt === undefined ? null : new Date(post.shownAt);
    const created = new Date(post.createdAt);
    await tx.query(INSERT_POST, [post.id, post.authorId, post.postedBy, post.body, post.state, shownAt, created]);
    if (post.pictures.length > 0) {
      const [ids, alts] = [post.pictures.map(({ mediaId }) => mediaId), post.pictures.map(({ alt }) => alt)];
      await tx.query(INSERT_MEDIA, [post.id, ids, alts]);
    }
    if (post.tags.length > 0) await this.insertTags(tx, post.id, post.tags);
  }

  private async insertTags(tx: Tx, postId: Id<'Post'>, tags: readonly PostTag[]): Promise<void> {
    await tx.query(INSERT_TAGS, [
      postId,
      tags.map((tag) => tag.programId),
      tags.map((tag) => tag.merchantId),
      tags.map((tag) => tag.sku),
      tags.map((tag) => tag.category),
      tags.map((tag) => tag.linkId),
      tags.map((tag) => tag.linkCode),
    ]);
  }

  /** In the order of `ids`; an id without a post is left out. */
  async find(ids: readonly Id<'Post'>[]): Promise<Post[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.query<PostRow>(FIND_POSTS, [ids]);
    const byId = new Map(rows.map((row) => [row.id, postOf(row)]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async list({ authorId, withHidden, product, after, limit }: PostFilter): Promise<Post[]> {
    const values = [
      authorId ?? null,
      after ?? null,
      limit,
      withHidden,
      product?.sku ?? null,
      product?.merchantId ?? null,
    ];
    const rows = await this.database.query<{ id: Id<'Post'> }>(LIST_IDS, values);
    return this.find(rows.map(({ id }) => id));
  }

  async counts(ids: readonly Id<'Post'>[]): Promise<Map<Id<'Post'>, PostCounts>> {
    type Row = { post_id: Id<'Post'>; likes: bigint; saves: bigint; comments: bigint };
    const rows = await this.database.query<Row>(COUNT_REACTIONS, [ids]);
    return new Map(
      rows.map((row) => [
        row.post_id,
        { likes: Number(row.likes), saves: Number(row.saves), comments: Number(row.comments) },
      ]),
    );
  }

  async lock(tx: Tx, id: Id<'Post'>): Promise<LockedPost | undefined> {
    const [row] = await tx.query<PostRow>(LOCK_POST, [id]);
    if (row === undefined) return undefined;
    const shownAt = instantOf(row.shown_at);
    return { id: row.id, authorId: row.author_id, postedBy: row.posted_by, state: row.state, shownAt };
  }

  /** A label stands only with a post that is shown. */
  async setState(tx: Tx, id: Id<'Post'>, { state, label }: Pick<Post, 'state' | 'label'>, now: EpochMs): Promise<void> {
    await tx.query(SET_STATE, [id, state, new Date(now), label ?? null]);
  }

  /** Posts of the author within a day before `now`, comments of the user within an hour. */
  async countLately(
    tx: Tx,
    who: { readonly authorId?: Id<'Organisation'>; readonly userId: Id<'User'> },
    now: EpochMs,
  ): Promise<{ posts: number; comments: number }> {
    const values = [who.authorId ?? null, who.userId, new Date(now - 86_400_000), new Date(now - 3_600_000)];
    const [row] = await tx.query<{ posts: bigint; comments: bigint }>(COUNT_LATELY, values);
    return { posts: Number(row?.posts ?? 0n), comments: Number(row?.comments ?? 0n) };
  }
}

function postOf(row: PostRow): Post {
  return {
    id: row.id,
    authorId: row.author_id,
    postedBy: row.posted_by,
    body: row.body,
    state: row.state,
    label: row.label ?? undefined,
    shownAt: instantOf(row.shown_at),
    createdAt: row.created_at.getTime() as EpochMs,
    pictures: row.pictures.map(({ media_id: mediaId, alt }) => ({ mediaId, alt })),
    tags: row.tags.map((tag) => ({
      programId: tag.program_id,
      merchantId: tag.merchant_id,
      sku: tag.sku,
      category: tag.category,
      linkId: tag.link_id,
      linkCode: tag.link_code,
    })),
  };
}

function instantOf(date: Date | null): EpochMs | undefined {
  return date === null ? undefined : (date.getTime() as EpochMs);
}
