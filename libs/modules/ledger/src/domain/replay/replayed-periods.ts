import type { EpochMs } from '#kernel';
import { PERIOD_TOPIC, goesItsWay, periodHash } from '../period.ts';
import { type Broken, type StoredNote, type StoredPeriodMove, type StoredTransfer, atTransfer } from './stored.ts';

/** Until when the books are closed at each place in the log, and what takes effect in spite of it (I11). */
export class ReplayedPeriods {
  private closedUntil: EpochMs | undefined;
  private readonly noted = new Set<bigint>();

  constructor(
    private readonly moves: ReadonlyMap<bigint, StoredPeriodMove>,
    private readonly broken: Broken,
  ) {}

  /** A note may be that of a move, which must be the move that is stored, and go on from where the books were closed. */
  note(note: StoredNote): void {
    if (note.topic !== PERIOD_TOPIC) return;
    const move = this.moves.get(note.seq);
    const at = `position ${note.seq}`;
    if (move === undefined) return this.broken('I11', at, 'moves a period that is not stored');
    if (!periodHash(move).equals(note.hash)) this.broken('I11', at, 'has another hash than its move of a period');
    if (move.before !== this.closedUntil || !goesItsWay(move)) {
      this.broken('I11', at, 'does not go on from where the books were closed');
    }
    this.closedUntil = move.until;
    this.noted.add(note.seq);
  }

  transfer(row: StoredTransfer): void {
    if (this.closedUntil === undefined || row.effectiveAt >= this.closedUntil) return;
    this.broken('I11', atTransfer(row), 'takes effect in a period that was closed when it was booked');
  }

  /** Each move of the log of `size` must have had its note, and the head say what they have come to. */
  finish(size: bigint, closedUntil: EpochMs | undefined): void {
    for (const noteSeq of this.moves.keys()) {
      if (noteSeq > size || this.noted.has(noteSeq)) continue;
      this.broken('I11', `position ${noteSeq}`, 'is stored as a move of a period, and no note of one');
    }
    if (this.closedUntil !== closedUntil) this.broken('I11', 'head', 'is closed until elsewhere than its moves say');
  }
}
