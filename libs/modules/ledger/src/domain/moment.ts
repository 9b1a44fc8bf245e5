import type { EpochMs } from '#kernel';

/**
 * A past moment, inclusive: by when things happened (`effectiveAt`), or by when they were booked (`recordedAt`: what the
 * books said then). Both may be given; none means now.
 */
export type Moment = { readonly effectiveAt?: EpochMs | undefined; readonly recordedAt?: EpochMs | undefined };

/** Whether `moment` is now. */
export function isNow(moment: Moment): boolean {
  return moment.effectiveAt === undefined && moment.recordedAt === undefined;
}
