import { Bug, type EpochMs } from '#kernel';
import { KIND_CODES } from './entry.ts';
import { noteLeafHash, storedLeafHash } from './leaf.ts';
import { ReplayedAccounts } from './replay/replayed-accounts.ts';
import { ReplayedEntries } from './replay/replayed-entries.ts';
import { ReplayedPeriods } from './replay/replayed-periods.ts';
import { ReplayedReferences } from './replay/replayed-references.ts';
import {
  type MoneyBreak,
  type StoredAccount,
  type StoredNote,
  type StoredOriginal,
  type StoredPeriodMove,
  type StoredTransfer,
  atTransfer,
} from './replay/stored.ts';

export type {
  MoneyBreak,
  StoredAccount,
  StoredNote,
  StoredOriginal,
  StoredPeriodMove,
  StoredTransfer,
} from './replay/stored.ts';

const NO_HASH = Buffer.alloc(32);

/**
 * Replays a log row by row from nothing and says what does not hold. Pure; shares no rule with the code that posts. Each part
 * keeps the rules of its kind; here is what is of the log itself: its order (I4) and its leaves (I10).
 */
export class Replay {
  private seq = 0n;
  private recordedAt = Number.NEGATIVE_INFINITY;
  private readonly accounts: ReplayedAccounts;
  private readonly entries: ReplayedEntries;
  private readonly references: ReplayedReferences;
  private readonly periods: ReplayedPeriods;

  constructor(
    accounts: Iterable<StoredAccount>,
    private readonly report: (found: MoneyBreak) => void,
    periodMoves: ReadonlyMap<bigint, StoredPeriodMove> = new Map(),
  ) {
    const broken = this.broken.bind(this);
    this.accounts = new ReplayedAccounts(accounts, broken);
    this.entries = new ReplayedEntries(broken);
    this.references = new ReplayedReferences(broken);
    this.periods = new ReplayedPeriods(periodMoves, broken);
  }

  /** Replays a note and answers its leaf hash. */
  note(note: StoredNote): Buffer {
    this.entries.close();
    this.next(note.seq, note.recordedAt);
    this.periods.note(note);
    return this.leaf(note.seq, () => {
      const recomputed = noteLeafHash(note);
      if (!recomputed.equals(note.leafHash)) {
        this.broken('I10', `position ${note.seq}`, 'has another leaf hash than its columns');
      }
      return recomputed;
    });
  }

  /** Replays a transfer and answers its leaf hash. `originals` has the transfers that reversals name. */
  transfer(row: StoredTransfer, originals: ReadonlyMap<bigint, StoredOriginal>): Buffer {
    this.next(row.seq, row.recordedAt);
    if (row.opens !== undefined) this.entries.begin(row, row.opens);
    this.periods.transfer(row);
    if (row.amount <= 0n || row.debit.accountId === row.credit.accountId) {
      this.broken('I1', atTransfer(row), 'moves nothing or nowhere');
    }
    const reserved = this.references.reserve(row);
    const debit = this.accounts.move(row, 'debit', reserved);
    const credit = this.accounts.move(row, 'credit', reserved);
    if (row.kind === KIND_CODES.reversal) this.references.reverse(row, originals.get(row.refersTo));
    const contentHash = this.entries.take(row, debit?.stored.path ?? '', credit?.stored.path ?? '');
    return this.leaf(row.seq, () =>
      storedLeafHash(row, contentHash, debit?.pathHash ?? NO_HASH, credit?.pathHash ?? NO_HASH),
    );
  }

  /** Ends the log; every balance must now be the one that the database shows. */
  finish(headSeq: bigint, closedUntil?: EpochMs): void {
    this.entries.close();
    this.periods.finish(headSeq, closedUntil);
    if (this.seq !== headSeq) this.broken('I4', 'head', `says ${headSeq}, the log ends at ${this.seq}`);
    this.accounts.finish();
  }

  private next(seq: bigint, recordedAt: EpochMs): void {
    if (seq !== this.seq + 1n) this.broken('I4', `position ${seq}`, `comes after ${this.seq}`);
    if (recordedAt < this.recordedAt) this.broken('I4', `position ${seq}`, 'is recorded before the one in front of it');
    this.seq = seq;
    this.recordedAt = recordedAt;
  }

  /** The leaf hash as the columns make it. */
  private leaf(seq: bigint, recompute: () => Buffer): Buffer {
    try {
      return recompute();
    } catch (error) {
      if (!(error instanceof Bug || error instanceof RangeError)) throw error;
      // Somebody changed it: columns can hold more than a leaf does.
      this.broken('I10', `position ${seq}`, `makes no leaf: ${error.message}`);
      return NO_HASH;
    }
  }

  private broken(rule: string, at: string, message: string): void {
    this.report({ rule, at, message });
  }
}
