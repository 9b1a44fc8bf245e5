import { setTimeout as pause } from 'node:timers/promises';
import { type PgSession, TransactionConflict, loadSql } from '#platform/database';
import { PartCopyDiffers, PartInUse, PartNotMovable } from '../../log.errors.ts';

const LIST = loadSql(import.meta.url, '../../storage/sql/list-parts.sql');

/** Any number that nothing else of ours locks: two moves at once would make and drop the same copy. */
const MOVE_LOCK = 7_402_531_120n;
/** Positions that one statement copies or compares: a whole number of tiles. */
const STRETCH = 65_536n;
const MOST_TRIES = 300;
const PAUSE_MS = 1_000;

/** One part of history. */
export type HistoryPart = {
  readonly part: number;
  /** Log positions, both included. */
  readonly firstSeq: bigint;
  readonly lastSeq: bigint;
  /** Nothing is added to it any more. */
  readonly isClosed: boolean;
  readonly transfers: bigint;
  /** With its indexes. */
  readonly bytes: bigint;
  readonly tablespace: string;
  /** The smallest and the largest entry id in it; null while it is open and when no entry begins in it. */
  readonly ids: readonly [string, string] | null;
};

/** What is being done to a part, and how far it is in log positions. The move goes on when the answer is there. */
export type OnMove = (
  step: 'copying' | 'indexing' | 'comparing' | 'proving' | 'swapping',
  done: bigint,
  of: bigint,
) => void | Promise<void>;

/** The parts of a book's history, as the owner of its database: which there are, and where they lie. */
export class HistoryParts {
  /** `owner` is a connection of the role that owns the tables. */
  constructor(private readonly owner: PgSession) {}

  /** Every part, oldest first. */
  async list(): Promise<HistoryPart[]> {
    type Row = {
      part: number;
      first_seq: bigint;
      last_seq: bigint;
      is_closed: boolean;
      min_entry_id: string | null;
      max_entry_id: string | null;
      transfers: bigint;
      bytes: bigint;
      tablespace: string;
    };
    const rows = await this.owner.query<Row>(LIST);
    return rows.map(({ part, transfers, bytes, tablespace, ...row }) => ({
      part,
      firstSeq: row.first_seq,
      lastSeq: row.last_seq,
      isClosed: row.is_closed,
      transfers,
      bytes,
      tablespace,
      ids: row.min_entry_id === null || row.max_entry_id === null ? null : [row.min_entry_id, row.max_entry_id],
    }));
  }

  /**
   * Moves a closed part to `tablespace` while posting and reading go on: copies it, compares every column of every row, proves
   * the leaves against the sealed tiles, and swaps the copy in. Once more after a failure: it begins anew.
   * @throws {PartNotMovable} it is not there, takes rows, is not sealed, or lies there already; no such tablespace; somebody else moves one.
   * @throws {PartCopyDiffers} rows, copy and tiles are not the same. @throws {PartInUse} somebody kept reading history for
   *   minutes. The part is where it was, and nothing of the copy is left.
   */
  async move(part: number, tablespace: string, onMove: OnMove = () => undefined): Promise<void> {
    const { firstSeq, lastSeq } = await this.movable(part, tablespace);
    const [lock] = await this.owner.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [MOVE_LOCK]);
    if (lock?.taken !== true) throw new PartNotMovable(part, 'another part is being moved');
    try {
      await this.owner.query('select ledger.begin_part_copy($1, $2)', [part, tablespace]);
      await this.copy(part, firstSeq, lastSeq, tablespace, onMove);
      await this.compare(part, firstSeq, lastSeq, onMove);
      await this.swap(part, (tries) => onMove('swapping', BigInt(tries), BigInt(MOST_TRIES)));
    } catch (error) {
      await this.owner.query(`drop table if exists ledger.transfer_${part}_copy`);
      throw error;
    } finally {
      await this.owner.query('select pg_advisory_unlock($1)', [MOVE_LOCK]);
    }
  }

  private async movable(part: number, tablespace: string): Promise<HistoryPart> {
    const found = (await this.list()).find((of) => of.part === part);
    if (found === undefined) throw new PartNotMovable(part, 'there is no such part');
    if (!found.isClosed) throw new PartNotMovable(part, 'it takes rows, or will');
    if (found.tablespace === tablespace) throw new PartNotMovable(part, `it lies in ${tablespace} already`);
    const there = await this.owner.query('select from pg_tablespace where spcname = $1', [tablespace]);
    if (there.length === 0) throw new PartNotMovable(part, `there is no tablespace ${tablespace}`);
    const [firstTile, endTile] = [(found.firstSeq + 254n) / 256n, found.lastSeq / 256n];
    const [sealed] = await this.owner.query<{ tiles: bigint }>(
      'select count(*) as tiles from ledger.tile t where t.level = 0 and t.tile_index >= $1 and t.tile_index < $2',
      [firstTile, endTile],
    );
    if (sealed !== undefined && sealed.tiles < endTile - firstTile) {
      throw new PartNotMovable(part, 'its leaves are not sealed in tiles yet');
    }
    return found;
  }

  private async copy(part: number, first: bigint, last: bigint, tablespace: string, onMove: OnMove): Promise<void> {
    for (const [from, to] of stretches(first, last)) {
      await this.owner.query('select ledger.copy_rows_of_part($1, $2, $3)', [part, from, to]);
      await onMove('copying', to - first + 1n, last - first + 1n);
    }
    await onMove('indexing', 0n, 1n);
    await this.owner.query('select ledger.dress_part_copy($1, $2)', [part, tablespace]);
    // Now and not by autovacuum, which would write each page of it once more later.
    await this.owner.query(`vacuum (freeze, analyze) ledger.transfer_${part}_copy`);
  }

  private async compare(part: number, first: bigint, last: bigint, onMove: OnMove): Promise<void> {
    for (const [from, to] of stretches(first, last)) {
      const [copy] = await this.owner.query<{ at: bigint | null }>('select ledger.first_difference($1, $2, $3) as at', [
        part,
        from,
        to,
      ]);
      if (copy === undefined || copy.at !== null) throw new PartCopyDiffers(part, copy?.at ?? from);
      await onMove('comparing', to - first + 1n, last - first + 1n);
    }
    for (const [from, to] of stretches(first, last)) {
      const [tile] = await this.owner.query<{ at: bigint | null }>('select ledger.first_unproved($1, $2) as at', [
        from,
        to,
      ]);
      if (tile === undefined || tile.at !== null) throw new PartCopyDiffers(part, tile?.at ?? from);
      await onMove('proving', to - first + 1n, last - first + 1n);
    }
  }

  /** Gives way after each try, so that nobody waits for the swap longer than a moment. */
  private async swap(part: number, onTry: (tries: number) => void | Promise<void>): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.owner.query('select ledger.swap_part($1)', [part]);
        return;
      } catch (error) {
        if (!(error instanceof TransactionConflict)) throw error; // Somebody held history, or waited the other way round.
        if (tries === MOST_TRIES) throw new PartInUse(part, { cause: error });
        await onTry(tries);
        await pause(PAUSE_MS);
      }
    }
  }
}

/** `first` … `last` in steps that end where tiles do. */
function* stretches(first: bigint, last: bigint): Generator<readonly [bigint, bigint]> {
  for (let from = first; from <= last;) {
    const end = ((from - 1n) / STRETCH + 1n) * STRETCH;
    const to = end < last ? end : last;
    yield [from, to];
    from = to + 1n;
  }
}
