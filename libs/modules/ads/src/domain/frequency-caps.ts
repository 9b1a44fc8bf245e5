import type { EpochMs, Id } from '#kernel';
import type { SnapshotAd } from './snapshot.ts';

const HOUR_MS = 3_600_000;
/** Impressions that end in the same 48th of their window are kept as one number. */
const GRAINS = 48;
/** Campaigns kept for one person at most; the one shown longest ago is forgotten first. */
const MOST_CAMPAIGNS = 60;

/** So many impressions count against the cap until `endsAt`. */
type Impressions = readonly [endsAt: number, count: number];

/** What one person was shown of campaigns with a cap, the campaign shown last at the end. */
export type Shown = ReadonlyMap<Id<'Campaign'>, readonly Impressions[]>;

/** What is asked of an ad. */
export type CappedAd = Pick<SnapshotAd, 'campaignId' | 'cap'>;

/** Whether the person has been shown the campaign as often as its cap allows. */
export function isCapped(shown: Shown, { campaignId, cap }: CappedAd, now: EpochMs): boolean {
  if (cap.impressions === 0) return false;
  return counted(shown.get(campaignId) ?? [], now) >= cap.impressions;
}

/**
 * `shown` with one impression more. It counts for the cap's hours, rounded up to a 48th of them: never too often, and a
 * cap of a thousand takes no more room than one of fifty.
 */
export function withImpression(shown: Shown, { campaignId, cap }: CappedAd, now: EpochMs): Shown {
  const grainMs = (cap.hours * HOUR_MS) / GRAINS;
  const endsAt = Math.ceil((now + cap.hours * HOUR_MS) / grainMs) * grainMs;
  const running = (shown.get(campaignId) ?? []).filter(([end]) => end > now);
  const same = running.find(([end]) => end === endsAt)?.[1] ?? 0;
  const next = new Map(shown);
  next.delete(campaignId); // Set again, it stands at the end.
  next.set(campaignId, [...running.filter(([end]) => end !== endsAt), [endsAt, same + 1]]);
  return new Map([...next].slice(-MOST_CAMPAIGNS));
}

/** How long `shown` matters, from `now` on: until its last impression ends. */
export function lifeOf(shown: Shown, now: EpochMs): number {
  return Math.max(1, ...[...shown.values()].flat().map(([endsAt]) => Math.ceil(endsAt - now)));
}

/** `shown` as text, without what has ended. */
export function writeShown(shown: Shown, now: EpochMs): string {
  const running = [...shown].map(([id, impressions]) => [id, impressions.filter(([end]) => end > now)] as const);
  return JSON.stringify(running.filter(([, impressions]) => impressions.length > 0));
}

/** Reads what `writeShown` wrote. */
export function readShown(text: string | undefined): Shown {
  return new Map(text === undefined ? [] : (JSON.parse(text) as [Id<'Campaign'>, Impressions[]][]));
}

function counted(impressions: readonly Impressions[], now: EpochMs): number {
  return impressions.reduce((sum, [endsAt, count]) => sum + (endsAt > now ? count : 0), 0);
}
