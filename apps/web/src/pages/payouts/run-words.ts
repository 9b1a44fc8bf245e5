import type { Answer } from '../../api.ts';

/** One run on the wire. */
export type Run = Answer<'/v1/payout-runs/{id}'>;
/** A payee of a run beside the run before. */
export type ComparedPayee = Answer<'/v1/payout-runs/{id}/comparison'>['items'][number];

/** A run's state in words, and the tone it is shown in. */
export const RUN_STATES = {
  proposed: { icon: '◷', text: 'Waits for approval', tone: 'waiting' },
  frozen: { icon: '⇢', text: 'Approved', tone: 'plain' },
  posting: { icon: '⇢', text: 'Root on its way', tone: 'plain' },
  posted: { icon: '→', text: 'Open to claim', tone: 'plain' },
  settled: { icon: '✓', text: 'Claimed by all', tone: 'final' },
  cancelled: { icon: '✗', text: 'Cancelled', tone: 'plain' },
} as const satisfies Record<Run['state'], { icon: string; text: string; tone: string }>;

const OUTLIERS: Readonly<Record<NonNullable<ComparedPayee['outlier']>, string>> = {
  new: 'New in a run',
  jump: 'Twice as much or more',
  drop: 'Half or less',
  gone: 'Paid last time, not now',
};

/** Why a payee is shown first. */
export const outlierInWords = (outlier: NonNullable<ComparedPayee['outlier']>): string => OUTLIERS[outlier];

const LEFT_OUT: Readonly<Record<NonNullable<ComparedPayee['left_out']>, string>> = {
  no_wallet: 'No wallet yet',
  below_minimum: 'Below the minimum',
  in_review: 'On hold',
};

/** Why a run does not pay a payee. */
export const leftOutInWords = (reason: NonNullable<ComparedPayee['left_out']>): string => LEFT_OUT[reason];
