import { KIND_CODES } from '../entry.ts';
import { type Broken, type StoredOriginal, type StoredTransfer, atTransfer } from './stored.ts';

/** Rows that name others: captures and voids their hold (I9), reversals their original (I12). */
export class ReplayedReferences {
  private readonly openHolds = new Map<bigint, StoredTransfer>();
  private readonly reversed = new Map<bigint, bigint>();

  constructor(private readonly broken: Broken) {}

  /** What the row adds to the pending amounts of its accounts: a hold opens, a capture or void ends it. */
  reserve(row: StoredTransfer): bigint {
    if (row.kind === KIND_CODES.hold) {
      this.openHolds.set(row.seq, row);
      return row.amount;
    }
    if (row.kind !== KIND_CODES.capture && row.kind !== KIND_CODES.void) return 0n;
    const hold = this.openHolds.get(row.refersTo);
    this.openHolds.delete(row.refersTo);
    const isWithin =
      hold !== undefined &&
      hold.asset === row.asset &&
      hold.debit.accountId === row.debit.accountId &&
      hold.credit.accountId === row.credit.accountId &&
      (row.kind === KIND_CODES.void ? row.amount === hold.amount : row.amount <= hold.amount);
    if (!isWithin) this.broken('I9', atTransfer(row), `does not resolve an open hold at ${row.refersTo}`);
    return -(hold?.amount ?? 0n);
  }

  /** A reversal takes back a part of `original`, and all of them together no more than it moved. */
  reverse(row: StoredTransfer, original: StoredOriginal | undefined): void {
    if (original === undefined || row.refersTo >= row.seq) {
      return this.broken('I12', atTransfer(row), `reverses ${row.refersTo}, which is not there`);
    }
    if ((original.kind !== KIND_CODES.post && original.kind !== KIND_CODES.capture) || original.asset !== row.asset) {
      this.broken('I12', atTransfer(row), `cannot reverse ${row.refersTo}`);
    }
    const reversed = (this.reversed.get(row.refersTo) ?? 0n) + row.amount;
    this.reversed.set(row.refersTo, reversed);
    if (reversed > original.amount) {
      const message = `takes the reversals of ${row.refersTo} to ${reversed} of ${original.amount}`;
      this.broken('I12', atTransfer(row), message);
    }
  }
}
