import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id, type Json } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import { type LoggedAuction, auctionLeafBody, openedWinner } from '../domain/auction-leaf.ts';
import { leafHashOf } from '../domain/minute-tree.ts';

const ADVERTISERS = loadSql(import.meta.url, './sql/advertisers-of-creatives.sql');
const INSERT = loadSql(import.meta.url, './sql/insert-auction-leaves.sql');
const TAKE = loadSql(import.meta.url, './sql/take-auction-leaves.sql');
const PLACE = loadSql(import.meta.url, './sql/place-auction-leaves.sql');
const FIND = loadSql(import.meta.url, './sql/find-auction-leaf.sql');
const HASHES = `select leaf_hash from ads.auction_leaf where minute_id = $1 order by place`;
const INSERT_MINUTE = `insert into ads.auction_minute (id, sealed_at, size, root, note_seq) values ($1, $2, $3, $4, $5)`;

/** A kept auction. */
export type AuctionLeaf = {
  readonly advertisers: readonly Id<'Organisation'>[];
  readonly body: string;
  readonly winners: readonly Json[];
  readonly sealed?:
    | { readonly minuteId: string; readonly place: number; readonly root: Buffer; readonly noteSeq: bigint }
    | undefined;
};

/** What is in the log under one note. */
export type SealedMinute = {
  readonly id: Id<'AuctionMinute'>;
  readonly sealedAt: EpochMs;
  readonly size: number;
  readonly root: Buffer;
  readonly noteSeq: bigint;
};

type Row = {
  advertisers: Id<'Organisation'>[];
  body: string;
  winners: Json[];
  minute_id: string | null;
  place: number | null;
  root: Buffer | null;
  note_seq: bigint | null;
};

/** The tables of auctions and of the minutes that fix them in the log. */
@Injectable()
export class AuctionLeafStore {
  constructor(private readonly database: Database) {}

  async advertisersOf(tx: Tx, creatives: readonly Id<'Creative'>[]): Promise<Map<Id<'Creative'>, Id<'Organisation'>>> {
    const rows = await tx.query<{ id: Id<'Creative'>; advertiser_id: Id<'Organisation'> }>(ADVERTISERS, [creatives]);
    return new Map(rows.map(({ id, advertiser_id: advertiser }) => [id, advertiser]));
  }

  async insert(tx: Tx, auctions: readonly LoggedAuction[]): Promise<void> {
    if (auctions.length === 0) return;
    const bodies = auctions.map(auctionLeafBody);
    await tx.query(INSERT, [
      auctions.map(({ auctionId }) => auctionId),
      auctions.map(({ at }) => at),
      auctions.map(({ winners }) => `{${[...new Set(winners.map(({ advertiserId }) => advertiserId))].join(',')}}`),
      bodies,
      auctions.map(({ winners }) => JSON.stringify(winners.map(openedWinner))),
      bodies.map(leafHashOf),
    ]);
  }

  /** Locks up to `most` auctions that wait to be sealed, in the order of their ids. */
  async take(tx: Tx, most: number): Promise<{ auctionId: Id<'Auction'>; leafHash: Buffer }[]> {
    const rows = await tx.query<{ auction_id: Id<'Auction'>; leaf_hash: Buffer }>(TAKE, [most]);
    return rows.map((row) => ({ auctionId: row.auction_id, leafHash: row.leaf_hash }));
  }

  async place(tx: Tx, minuteId: Id<'AuctionMinute'>, auctions: readonly Id<'Auction'>[]): Promise<number> {
    return (await tx.query(PLACE, [minuteId, auctions])).length;
  }

  async insertMinute(tx: Tx, { id, sealedAt, size, root, noteSeq }: SealedMinute): Promise<void> {
    await tx.query(INSERT_MINUTE, [id, new Date(sealedAt), size, root, noteSeq]);
  }

  async find(auctionId: Id<'Auction'>): Promise<AuctionLeaf | undefined> {
    const [row] = await this.database.query<Row>(FIND, [auctionId]);
    if (row === undefined) return undefined;
    const { advertisers, body, winners, minute_id: minuteId, place, root, note_seq: noteSeq } = row;
    const isSealed = minuteId !== null && place !== null && root !== null && noteSeq !== null;
    return { advertisers, body, winners, sealed: isSealed ? { minuteId, place, root, noteSeq } : undefined };
  }

  /** The leaf hashes of a minute, in order. */
  async hashesOf(minuteId: string): Promise<Buffer[]> {
    const rows = await this.database.query<{ leaf_hash: Buffer }>(HASHES, [minuteId]);
    return rows.map(({ leaf_hash: hash }) => hash);
  }
}
