import { type EpochMs, sha256 } from '#kernel';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Pauses after the first failed attempt, the second, … : about 75 hours in all, as Standard Webhooks recommends. */
export const PAUSES_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;

/** Attempts of one round: the first and one after each pause. */
export const MOST_ATTEMPTS = PAUSES_MS.length + 1;

/** A pause is up to a tenth shorter or longer, so that many deliveries that failed together do not come back together. */
const JITTER = 0.1;

/**
 * When the attempt after `step` failed ones comes; undefined when there is none left. The jitter is drawn from the
 * delivery and the step, so that the same failure always has the same answer.
 */
export function retryAt(deliveryId: string, step: number, now: EpochMs): EpochMs | undefined {
  const pause = PAUSES_MS[step - 1];
  if (pause === undefined) return undefined;
  const draw = sha256(`${deliveryId}:${step}`).readUInt32BE(0) / 0xffff_ffff;
  return (now + Math.round(pause * (1 - JITTER + 2 * JITTER * draw))) as EpochMs;
}
