import type { EpochMs } from '#kernel';

/** Sign-ins that one e-mail may try in one window. */
export const ATTEMPTS_PER_WINDOW = 10;

/** Length of the window. It starts with the first attempt. */
export const ATTEMPT_WINDOW_MS = 15 * 60_000;

/** Attempts of one e-mail in the window that runs, the one being made included. */
export type AttemptWindow = { readonly attempts: number; readonly endsAt: EpochMs };

/** When the next attempt may be made, if this one is one too many. */
export function retryAt({ attempts, endsAt }: AttemptWindow): EpochMs | undefined {
  return attempts <= ATTEMPTS_PER_WINDOW ? undefined : endsAt;
}
