import { Injectable } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { ActionKind, FeedPost } from '../domain/feed-index.ts';

const ADD_ACTIONS = loadSql(import.meta.url, './sql/add-actions.sql');
const LOAD_ACTIONS = loadSql(import.meta.url, './sql/load-actions.sql');
const ADD_ITEM = loadSql(import.meta.url, './sql/add-item.sql');
const HIDE_ITEM = `update feed.item set is_shown = false where post_id = $1`;
const LOAD_ITEMS = `select * from feed.item order by at, post_id`;
const LOAD_FOLLOWS = `select * from feed.follow`;
const FOLLOW = `insert into feed.follow (user_id, author_id) values ($1, $2) on conflict do nothing`;
const UNFOLLOW = `delete from feed.follow where user_id = $1 and author_id = $2`;

/** An action as it is stored. `served` names the place that it answers to; absent for what social told. */
export type StoredAction = {
  readonly userId: Id<'User'>;
  readonly postId: Id<'Post'>;
  readonly kind: ActionKind;
  readonly at: EpochMs;
  readonly served?: { readonly contextId: Id<'FeedContext'>; readonly position: number; readonly propensity: number };
};

/** Everything that an index is built from, in order. */
export type StoredFeed = {
  readonly items: readonly (FeedPost & { readonly isShown: boolean })[];
  readonly follows: readonly { readonly userId: Id<'User'>; readonly authorId: Id<'Organisation'> }[];
  readonly actions: readonly StoredAction[];
};

type ItemRow = {
  post_id: Id<'Post'>;
  author_id: Id<'Organisation'>;
  topics: string[];
  is_shown: boolean;
  at: Date;
};
type ActionRow = { user_id: Id<'User'>; post_id: Id<'Post'>; kind: ActionKind; at: Date };

/** The tables of the feed. */
@Injectable()
export class FeedStore {
  constructor(private readonly database: Database) {}

  async addItem(tx: Tx, { id, authorId, topics, at }: FeedPost): Promise<void> {
    await tx.query(ADD_ITEM, [id, authorId, topics, new Date(at)]);
  }

  async hideItem(tx: Tx, id: Id<'Post'>): Promise<void> {
    await tx.query(HIDE_ITEM, [id]);
  }

  async setFollow(tx: Tx, userId: Id<'User'>, authorId: Id<'Organisation'>, isOn: boolean): Promise<void> {
    await tx.query(isOn ? FOLLOW : UNFOLLOW, [userId, authorId]);
  }

  /** Answers how many were new: one that was stored before, for the same place or from a feed, is passed over. */
  async addActions(tx: Tx, actions: readonly StoredAction[]): Promise<number> {
    if (actions.length === 0) return 0;
    const rows = await tx.query(ADD_ACTIONS, [
      actions.map(({ userId }) => userId),
      actions.map(({ postId }) => postId),
      actions.map(({ kind }) => kind),
      actions.map(({ at }) => new Date(at)),
      actions.map(({ served }) => served?.contextId ?? null),
      actions.map(({ served }) => served?.position ?? null),
      actions.map(({ served }) => served?.propensity ?? null),
    ]);
    return rows.length;
  }

  /** What stands in the tables; actions since `since`. */
  async load(since: EpochMs): Promise<StoredFeed> {
    const items = await this.database.query<ItemRow>(LOAD_ITEMS);
    const follows = await this.database.query<{ user_id: Id<'User'>; author_id: Id<'Organisation'> }>(LOAD_FOLLOWS);
    const actions = await this.database.query<ActionRow>(LOAD_ACTIONS, [new Date(since)]);
    return {
      items: items.map((row) => ({
        id: row.post_id,
        authorId: row.author_id,
        topics: row.topics,
        isShown: row.is_shown,
        at: row.at.getTime() as EpochMs,
      })),
      follows: follows.map((row) => ({ userId: row.user_id, authorId: row.author_id })),
      actions: actions.map((row) => ({
        userId: row.user_id,
        postId: row.post_id,
        kind: row.kind,
        at: row.at.getTime() as EpochMs,
      })),
    };
  }
}
