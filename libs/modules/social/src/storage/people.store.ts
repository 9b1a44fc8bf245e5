import { Injectable } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { Visibility } from '../domain/post.ts';

const FIND_MARKS = loadSql(import.meta.url, './sql/find-marks.sql');
const INSERT_REPORT = loadSql(import.meta.url, './sql/insert-report.sql');
const FOLLOW = `insert into social.follow (user_id, author_id, at) values ($1, $2, $3) on conflict do nothing returning user_id`;
const UNFOLLOW = `delete from social.follow where user_id = $1 and author_id = $2 returning user_id`;
const REACT = `insert into social.reaction (user_id, post_id, kind, at) values ($1, $2, $3, $4) on conflict do nothing returning user_id`;
const UNREACT = `delete from social.reaction where user_id = $1 and post_id = $2 and kind = $3 returning user_id`;
const INSERT_COMMENT = `insert into social.comment (id, post_id, user_id, body, state, created_at) values ($1, $2, $3, $4, $5, $6)`;
const LIST_COMMENTS = `select * from social.comment where post_id = $1 and state = 'shown' and ($2::uuid is null or id > $2) order by id limit $3`;
const LOCK_COMMENT = `select * from social.comment where id = $1 for update`;
const SET_COMMENT = `update social.comment set state = $2 where id = $1`;
const LIST_REPORTS = `select reason, details, weight, at from social.report where post_id = $1 order by weight desc, at limit 50`;
const FIND_COMMENT = `select * from social.comment where id = $1`;
const REPORTERS = `select reporter_id, weight from social.report where post_id = $1`;

/** What people say with one tap. */
export type ReactionKind = 'like' | 'save';

/** Why a post is reported. */
export const REPORT_REASONS = ['spam', 'hate', 'harassment', 'sexual', 'violence', 'illegal_goods', 'other'] as const;

/** One of the reasons. */
export type ReportReason = (typeof REPORT_REASONS)[number];

/** A comment under a post. */
export type Comment = {
  readonly id: Id<'Comment'>;
  readonly postId: Id<'Post'>;
  readonly userId: Id<'User'>;
  readonly body: string;
  readonly state: Visibility;
  readonly createdAt: EpochMs;
};

/** What one reader has done with a post and its author. */
export type ViewerMarks = { readonly liked: boolean; readonly saved: boolean; readonly follows: boolean };

/** A report as a moderator reads it: not who made it, but how reliable they have been. */
export type ReadReport = Pick<Report, 'reason' | 'details' | 'weight'> & { readonly at: EpochMs };

/** A report as it is stored; `weight` is the reporter's reliability at the time. */
export type Report = {
  readonly id: Id<'Report'>;
  readonly postId: Id<'Post'>;
  readonly reporterId: Id<'User'>;
  readonly reason: ReportReason;
  readonly details: string;
  readonly weight: number;
};

type CommentRow = {
  id: Id<'Comment'>;
  post_id: Id<'Post'>;
  user_id: Id<'User'>;
  body: string;
  state: Visibility;
  created_at: Date;
};

/** What people do with posts and authors. Each write answers whether it changed anything. */
@Injectable()
export class PeopleStore {
  constructor(private readonly database: Database) {}

  async follow(tx: Tx, userId: Id<'User'>, authorId: Id<'Organisation'>, now: EpochMs): Promise<boolean> {
    return (await tx.query(FOLLOW, [userId, authorId, new Date(now)])).length === 1;
  }

  async unfollow(tx: Tx, userId: Id<'User'>, authorId: Id<'Organisation'>): Promise<boolean> {
    return (await tx.query(UNFOLLOW, [userId, authorId])).length === 1;
  }

  async react(tx: Tx, userId: Id<'User'>, postId: Id<'Post'>, kind: ReactionKind, now: EpochMs): Promise<boolean> {
    return (await tx.query(REACT, [userId, postId, kind, new Date(now)])).length === 1;
  }

  async unreact(tx: Tx, userId: Id<'User'>, postId: Id<'Post'>, kind: ReactionKind): Promise<boolean> {
    return (await tx.query(UNREACT, [userId, postId, kind])).length === 1;
  }

  async insertComment(tx: Tx, { id, postId, userId, body, state, createdAt }: Comment): Promise<void> {
    await tx.query(INSERT_COMMENT, [id, postId, userId, body, state, new Date(createdAt)]);
  }

  /** Shown comments of a post, oldest first. */
  async listComments(postId: Id<'Post'>, after: Id<'Comment'> | undefined, limit: number): Promise<Comment[]> {
    return (await this.database.query<CommentRow>(LIST_COMMENTS, [postId, after ?? null, limit])).map(commentOf);
  }

  async findComment(id: Id<'Comment'>): Promise<Comment | undefined> {
    const [row] = await this.database.query<CommentRow>(FIND_COMMENT, [id]);
    return row === undefined ? undefined : commentOf(row);
  }

  /** What `userId` has done with `posts` and their authors, by the post's id. */
  async marks(
    userId: Id<'User'>,
    posts: readonly { readonly id: Id<'Post'>; readonly authorId: Id<'Organisation'> }[],
  ): Promise<Map<Id<'Post'>, ViewerMarks>> {
    if (posts.length === 0) return new Map();
    const [ids, authors] = [posts.map(({ id }) => id), posts.map(({ authorId }) => authorId)];
    type Row = ViewerMarks & { post_id: Id<'Post'> };
    const rows = await this.database.query<Row>(FIND_MARKS, [userId, ids, authors]);
    return new Map(rows.map(({ post_id, liked, saved, follows }) => [post_id, { liked, saved, follows }]));
  }

  /** Reports of a post, the most reliable first, 50 at most. */
  async reports(postId: Id<'Post'>): Promise<ReadReport[]> {
    const rows = await this.database.query<Omit<ReadReport, 'at'> & { at: Date }>(LIST_REPORTS, [postId]);
    return rows.map((row) => ({ ...row, at: row.at.getTime() as EpochMs }));
  }

  async lockComment(tx: Tx, id: Id<'Comment'>): Promise<Comment | undefined> {
    const [row] = await tx.query<CommentRow>(LOCK_COMMENT, [id]);
    return row === undefined ? undefined : commentOf(row);
  }

  async setCommentState(tx: Tx, id: Id<'Comment'>, state: Visibility): Promise<void> {
    await tx.query(SET_COMMENT, [id, state]);
  }

  async report(tx: Tx, { id, postId, reporterId, reason, details, weight }: Report, now: EpochMs): Promise<boolean> {
    const values = [id, postId, reporterId, reason, details, weight, new Date(now)];
    return (await tx.query(INSERT_REPORT, values)).length === 1;
  }

  /** Who reported a post, and how much each report weighs. */
  async reporters(tx: Tx, postId: Id<'Post'>): Promise<{ reporterId: Id<'User'>; weight: number }[]> {
    const rows = await tx.query<{ reporter_id: Id<'User'>; weight: number }>(REPORTERS, [postId]);
    return rows.map((row) => ({ reporterId: row.reporter_id, weight: row.weight }));
  }
}

function commentOf(row: CommentRow): Comment {
  return {
    id: row.id,
    postId: row.post_id,
    userId: row.user_id,
    body: row.body,
    state: row.state,
    createdAt: row.created_at.getTime() as EpochMs,
  };
}
