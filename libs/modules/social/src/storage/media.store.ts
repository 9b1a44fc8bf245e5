import { Injectable } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';

const INSERT_MEDIA = loadSql(import.meta.url, './sql/insert-media.sql');
const FIND_MEDIA = `select id, owner_id, renditions from social.media where id = any ($1::uuid[])`;

/** A picture cut to one size, in one format. `key` is its place in the blob store and holds the hash of its bytes. */
export type Rendition = {
  readonly key: string;
  readonly type: 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
};

/** A picture that was looked at. */
export type Media = {
  readonly id: Id<'Media'>;
  /** SHA-256 of what was uploaded, hex. */
  readonly hash: string;
  readonly ownerId: Id<'Organisation'>;
  readonly format: 'jpeg' | 'png' | 'webp';
  readonly width: number;
  readonly height: number;
  readonly renditions: readonly Rendition[];
};

/** A picture as a post shows it. */
export type ShownMedia = Pick<Media, 'id' | 'ownerId' | 'renditions'>;

/** The table of pictures. */
@Injectable()
export class MediaStore {
  constructor(private readonly database: Database) {}

  /** Answers the id that stands: the owner's earlier one when they uploaded the same file before. */
  async insert(tx: Tx, media: Media, now: EpochMs): Promise<Id<'Media'>> {
    const { id, hash, ownerId, format, width, height, renditions } = media;
    const values = [id, hash, ownerId, format, width, height, JSON.stringify(renditions), new Date(now)];
    const [row] = await tx.query<{ id: Id<'Media'> }>(INSERT_MEDIA, values);
    return row?.id ?? id;
  }

  async find(ids: readonly Id<'Media'>[]): Promise<Map<Id<'Media'>, ShownMedia>> {
    if (ids.length === 0) return new Map();
    type Row = { id: Id<'Media'>; owner_id: Id<'Organisation'>; renditions: Rendition[] };
    const rows = await this.database.query<Row>(FIND_MEDIA, [ids]);
    return new Map(rows.map((row) => [row.id, { id: row.id, ownerId: row.owner_id, renditions: row.renditions }]));
  }
}
