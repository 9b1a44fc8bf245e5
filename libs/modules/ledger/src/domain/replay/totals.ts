/** Running values of an account that is replayed, and the least that it may have free. */
export const TOTALS = {
  debits: 0,
  credits: 1,
  pendingDebits: 2,
  pendingCredits: 3,
  accountSeq: 4,
  lastSeq: 5,
  least: 6,
} as const;
/** One of them. */
export type Total = (typeof TOTALS)[keyof typeof TOTALS];

/** A line of a processor's cache holds eight: what a row of the log needs of an account is waited for once. */
const WIDTH = 8;

/**
 * The running values of accounts, by place 0, 1, 2 …, from zero. They lie side by side in memory, and not as objects: a log
 * touches two accounts a row, each time others, and waiting for memory is most of what that costs. Values are int8, as stored:
 * a sum beyond it wraps around and is below zero then, which no leaf takes.
 */
export class TotalsTable {
  private readonly cells: BigInt64Array;

  constructor(accounts: number) {
    this.cells = new BigInt64Array(accounts * WIDTH);
  }

  get(place: number, total: Total): bigint {
    return this.cells[place * WIDTH + total] ?? 0n;
  }

  set(place: number, total: Total, value: bigint): void {
    this.cells[place * WIDTH + total] = value;
  }

  add(place: number, total: Total, value: bigint): void {
    this.set(place, total, this.get(place, total) + value);
  }
}
