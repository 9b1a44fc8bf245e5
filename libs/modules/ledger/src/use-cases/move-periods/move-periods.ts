import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, InvalidInput, type IsoDate, instantIn } from '#kernel';
import { Database, type Tx, UnitOfWork, loadSql } from '#platform/database';
import { PERIOD_TOPIC, type PeriodMove, type PeriodMoveKind, goesItsWay, periodHash } from '../../domain/period.ts';
import { PeriodNotMoved } from '../../ledger.errors.ts';
import { LedgerStore } from '../../storage/ledger.store.ts';
import { instantOf, timestampOrNull } from '../../storage/rows.ts';
import { AppendNotes } from '../append-notes/append-notes.ts';

const CLOSED_UNTIL = loadSql(import.meta.url, '../../storage/sql/closed-until.sql');
const APPEND = loadSql(import.meta.url, '../../storage/sql/append-period-move.sql');
const LIST = loadSql(import.meta.url, '../../storage/sql/list-period-moves.sql');

/** What is wanted: the first day, in the book's zone, that stays open; null opens everything. */
export type PeriodRequest = {
  readonly kind: PeriodMoveKind;
  readonly until: IsoDate | null;
  readonly by: string;
  readonly reason: string;
};

/** A move that was made. */
export type MovedPeriod = PeriodMove & { readonly noteSeq: bigint; readonly movedAt: EpochMs };

/** Until when the books are closed. */
export type ClosedBooks = { readonly until: EpochMs | undefined; readonly zone: string };

/**
 * Closes the books up to a day, or opens them again: I11. Every move is a note of the log with who and why under its hash, so a
 * period that was opened for a late entry shows that it was.
 */
@Injectable()
export class MovePeriods {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly store: LedgerStore,
    private readonly appendNotes: AppendNotes,
    private readonly clock: Clock,
  ) {}

  /** @throws {InvalidInput} for a day that has not begun; {PeriodNotMoved} when it would not move that way. Nothing was written. */
  execute({ kind, until: day, by, reason }: PeriodRequest): Promise<MovedPeriod> {
    return this.unitOfWork.run(async (tx) => {
      await this.store.takeHead(tx);
      const { until: before, zone } = await this.closed(tx);
      const until = day === null ? undefined : instantIn(zone, `${day} 00:00:00`);
      const now = this.clock.now();
      if (until !== undefined && until > now) throw new InvalidInput('until', `${day} has not begun yet in ${zone}`);
      const move: PeriodMove = { kind, until, before, by, reason };
      if (!goesItsWay(move)) throw new PeriodNotMoved(day ?? 'opening everything', before);
      const [noteSeq = 0n] = await this.appendNotes.execute(tx, [{ topic: PERIOD_TOPIC, hash: periodHash(move) }]);
      await tx.query(APPEND, [noteSeq, kind, timestampOrNull(until), timestampOrNull(before), by, reason]);
      return { ...move, noteSeq, movedAt: now };
    });
  }

  /** Until when the books are closed. */
  async closed(within: Pick<Tx, 'query'> | Database = this.database): Promise<ClosedBooks> {
    const [row] = await within.query<{ closed_until: Date | null; zone: string }>(CLOSED_UNTIL);
    const until = row?.closed_until ?? null;
    return { until: until === null ? undefined : instantOf(until), zone: row?.zone ?? 'UTC' };
  }

  /** Moves below log position `before`, newest first. */
  async list(before: bigint, limit: number): Promise<readonly MovedPeriod[]> {
    return (await this.database.query<MoveRow>(LIST, [before, limit])).map(moveOf);
  }
}

type MoveRow = {
  note_seq: bigint;
  kind: PeriodMoveKind;
  until: Date | null;
  before: Date | null;
  moved_by: string;
  reason: string;
  recorded_at: Date;
};

function moveOf({
  note_seq: noteSeq,
  kind,
  until,
  before,
  moved_by: by,
  reason,
  recorded_at: at,
}: MoveRow): MovedPeriod {
  return {
    noteSeq,
    kind,
    until: until === null ? undefined : instantOf(until),
    before: before === null ? undefined : instantOf(before),
    by,
    reason,
    movedAt: instantOf(at),
  };
}
