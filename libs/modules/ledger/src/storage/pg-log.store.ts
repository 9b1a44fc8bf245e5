import { Injectable } from '@nestjs/common';
import { formatInstant } from '#kernel';
import { Database, type Tx, loadSql } from '#platform/database';
import { type HashSpan, TILE_HEIGHT, spanKey } from '../domain/tiles.ts';
import { type Checkpoint, type LogState, LogStore } from './log.store.ts';
import { instantOf } from './rows.ts';

const LOG_STATE = loadSql(import.meta.url, './sql/log-state.sql');
const FIND_CHECKPOINT = loadSql(import.meta.url, './sql/find-checkpoint.sql');
const LOCK_SEALING = loadSql(import.meta.url, './sql/lock-sealing.sql');
const LOCK_PUBLICATION = loadSql(import.meta.url, './sql/lock-publication.sql');
const SIGNED_SIZES = loadSql(import.meta.url, './sql/signed-sizes.sql');
const SIGNED_WIDTHS = loadSql(import.meta.url, './sql/signed-widths.sql');
const SEALED_TILES = loadSql(import.meta.url, './sql/sealed-tiles.sql');
const READ_HASHES = loadSql(import.meta.url, './sql/read-hashes.sql');
const APPEND_TILES = loadSql(import.meta.url, './sql/append-tiles.sql');
const APPEND_CHECKPOINT = loadSql(import.meta.url, './sql/append-checkpoint.sql');

type CheckpointRow = { checkpoint_size: bigint; root: Buffer; signed_note: string; signed_at: Date };
type StateRow = { origin: string; zone: string; size: bigint } & (CheckpointRow | { checkpoint_size: null });

/** Tiles and checkpoints in PostgreSQL. */
@Injectable()
export class PgLogStore extends LogStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async state(tx?: Tx): Promise<LogState> {
    const [row] = await (tx ?? this.database).query<StateRow>(LOG_STATE);
    return {
      origin: row!.origin,
      zone: row!.zone,
      size: row!.size,
      latest: row!.checkpoint_size === null ? undefined : checkpointOf(row as CheckpointRow),
    };
  }

  override async findCheckpoint(size: bigint): Promise<Checkpoint | undefined> {
    const [row] = await this.database.query<CheckpointRow>(FIND_CHECKPOINT, [size]);
    return row === undefined ? undefined : checkpointOf(row);
  }

  override async lockSealing(tx: Tx): Promise<void> {
    await tx.query(LOCK_SEALING);
  }

  override async lockPublication(tx: Tx): Promise<void> {
    await tx.query(LOCK_PUBLICATION);
  }

  override async signedSizes(from: bigint, to: bigint): Promise<readonly bigint[]> {
    return (await this.database.query<{ size: bigint }>(SIGNED_SIZES, [from, to])).map(({ size }) => size);
  }

  override async signedWidths(level: number, index: bigint): Promise<readonly number[]> {
    const tileBits = BigInt(TILE_HEIGHT * (level + 1));
    const params = [index << tileBits, (index + 1n) << tileBits, TILE_HEIGHT * level];
    return (await this.database.query<{ width: number }>(SIGNED_WIDTHS, params)).map(({ width }) => width);
  }

  override async sealedTiles(tx?: Tx): Promise<Map<number, bigint>> {
    const rows = await (tx ?? this.database).query<{ level: number; tiles: bigint }>(SEALED_TILES);
    return new Map(rows.map(({ level, tiles }) => [level, tiles]));
  }

  override async readHashes(spans: readonly HashSpan[], tx?: Tx): Promise<Map<string, Buffer>> {
    const wanted = [...new Map(spans.map((span) => [spanKey(span), span])).values()];
    const params = [wanted.map(({ level }) => level), wanted.map(({ from }) => from), wanted.map(({ to }) => to)];
    const rows = await (tx ?? this.database).query<{ hashes: Buffer | null }>(READ_HASHES, params);
    const found = new Map<string, Buffer>();
    for (const [index, span] of wanted.entries()) {
      const hashes = rows[index]?.hashes ?? Buffer.alloc(0);
      if (BigInt(hashes.length) === 32n * (span.to - span.from)) found.set(spanKey(span), hashes);
    }
    return found;
  }

  override async appendTiles(tx: Tx, level: number, first: bigint, last: bigint): Promise<void> {
    await tx.query(APPEND_TILES, [level, first, last]);
  }

  override async appendCheckpoint(tx: Tx, { size, root, signedNote, signedAt }: Checkpoint): Promise<void> {
    await tx.query(APPEND_CHECKPOINT, [size, root, signedNote, formatInstant(signedAt)]);
  }
}

function checkpointOf(row: CheckpointRow): Checkpoint {
  return { size: row.checkpoint_size, root: row.root, signedNote: row.signed_note, signedAt: instantOf(row.signed_at) };
}
