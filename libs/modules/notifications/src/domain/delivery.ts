import type { EpochMs, Id } from '#kernel';
import { retryAt } from './retry-schedule.ts';

/** Where a delivery stands. stopped: its endpoint was disabled before it got through. */
export type DeliveryState = 'waiting' | 'delivered' | 'failed' | 'stopped';

/**
 * How an attempt ended. refused: answered, but not 2xx (a redirect too); forbidden: the address may not be called, so
 * nothing was sent; unknown: begun, and whoever began it never said.
 */
export type AttemptOutcome = 'unknown' | 'accepted' | 'refused' | 'timeout' | 'unreachable' | 'forbidden';

/** What came of one attempt. */
export type AttemptResult = {
  readonly outcome: Exclude<AttemptOutcome, 'unknown'>;
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  readonly durationMs: number;
  /** One line for people, without the answer's body. */
  readonly detail?: string | undefined;
};

/** What follows from an attempt. */
export type Verdict =
  | { readonly state: 'delivered' | 'failed' }
  | { readonly state: 'waiting'; readonly nextAt: EpochMs }
  | { readonly state: 'stopped'; readonly disableEndpoint: true };

/** HTTP 410: the receiver is gone and wants to hear nothing more. */
const GONE = 410;

/** Decides after the `step`-th attempt of a round. */
export function judge(deliveryId: Id<'Delivery'>, step: number, result: AttemptResult, now: EpochMs): Verdict {
  if (result.outcome === 'accepted') return { state: 'delivered' };
  if (result.status === GONE) return { state: 'stopped', disableEndpoint: true };
  const nextAt = retryAt(deliveryId, step, now);
  return nextAt === undefined ? { state: 'failed' } : { state: 'waiting', nextAt };
}

/** The outcome that an HTTP status stands for. */
export function outcomeOf(status: number): 'accepted' | 'refused' {
  return status >= 200 && status < 300 ? 'accepted' : 'refused';
}
