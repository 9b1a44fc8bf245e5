import { type Tx, type UnitOfWork, loadSql } from '#platform/database';
import { PartitionTaken } from './event-log.errors.ts';
import type { Delivered } from './event-log.ts';

const TAKE_EPOCH = loadSql(import.meta.url, './sql/take-epoch.sql');
const LOCK = loadSql(import.meta.url, './sql/lock-position.sql');
const ADVANCE = loadSql(import.meta.url, './sql/advance-position.sql');

type Epoch = bigint;
type PositionRow = {
  readonly partition: number;
  readonly epoch: Epoch;
  readonly next_position: bigint;
  readonly last_no: bigint;
};

/** Where one group stands in one topic, and the guard that its effects happen once. */
export class PositionKeeper {
  private readonly epochs = new Map<number, Epoch>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly topic: string,
    private readonly group: string,
  ) {}

  /** Makes us the owner of `partitions`. @returns where each goes on. */
  async take(partitions: readonly number[]): Promise<Map<number, bigint>> {
    const rows = await this.unitOfWork.run((tx) =>
      tx.query<PositionRow>(TAKE_EPOCH, [this.group, this.topic, partitions]),
    );
    for (const { partition, epoch } of rows) this.epochs.set(partition, epoch);
    return new Map(rows.map(({ partition, next_position }) => [partition, next_position]));
  }

  /**
   * Runs `effect` with those of `records` that have not taken effect yet, and moves the position past all of them, in
   * one transaction. A record has taken effect when the position is past it, or when its number is not above every
   * number before it: then the relay sent it twice. @throws {PartitionTaken} nothing was written.
   */
  async advance(
    records: readonly Delivered[],
    effect: (tx: Tx, fresh: readonly Delivered[]) => Promise<void>,
  ): Promise<void> {
    const last = records.at(-1);
    if (last === undefined) return;
    const key = [this.group, this.topic, last.partition];
    await this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<PositionRow>(LOCK, key);
      const epoch = this.epochs.get(last.partition);
      if (row === undefined || row.epoch !== epoch) throw new PartitionTaken(this.topic, this.group, last.partition);
      const unseen = records.filter(({ position }) => position >= row.next_position);
      if (unseen.length === 0) return;
      const { fresh, lastNo } = withoutRepeats(unseen, row.last_no);
      if (fresh.length > 0) await effect(tx, fresh);
      const moved = await tx.query(ADVANCE, [...key, epoch, row.next_position, last.position + 1n, lastNo]);
      if (moved.length !== 1) throw new PartitionTaken(this.topic, this.group, last.partition);
    });
  }
}

/** The records whose number is new, or that have none; and the highest number there has been. */
function withoutRepeats(records: readonly Delivered[], before: bigint): { fresh: Delivered[]; lastNo: bigint } {
  let lastNo = before;
  const fresh = records.filter(({ no }) => {
    if (no === undefined) return true;
    if (no <= lastNo) return false;
    lastNo = no;
    return true;
  });
  return { fresh, lastNo };
}
