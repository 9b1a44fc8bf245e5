import { type EpochMs, sha256 } from '#kernel';

/** Closing further, or opening again what was closed. */
export type PeriodMoveKind = 'close' | 'reopen';

/** One move of the instant until which the books are closed; undefined: all open. */
export type PeriodMove = {
  readonly kind: PeriodMoveKind;
  readonly until: EpochMs | undefined;
  readonly before: EpochMs | undefined;
  /** Who did it, by a public id. */
  readonly by: string;
  /** One line. */
  readonly reason: string;
};

/** Topic of the notes that fix the moves. */
export const PERIOD_TOPIC = 'ledger.period';

/** Hash of a move's note: SHA-256 of its five parts a line each; instants in milliseconds, nothing for none. */
export function periodHash({ kind, until, before, by, reason }: PeriodMove): Buffer {
  return sha256([kind, until ?? '', before ?? '', by, reason].join('\n'));
}

/** Whether a move goes in its own direction: closing later than before, opening earlier. */
export function goesItsWay({ kind, until, before }: Pick<PeriodMove, 'kind' | 'until' | 'before'>): boolean {
  const [to, from] = [until ?? Number.NEGATIVE_INFINITY, before ?? Number.NEGATIVE_INFINITY];
  return kind === 'close' ? to > from : to < from;
}
