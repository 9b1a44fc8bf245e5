import type { EpochMs, Id } from '#kernel';
import type { SnapshotAd } from './snapshot.ts';

const HOUR_MS = 3_600_000;
/** People remembered at most; the one seen longest ago is forgotten first. */
const MOST_PEOPLE = 200_000;

/** Who saw which campaign when, in this process: a capped campaign is shown to one person so often and no more. */
export class FrequencyCaps {
  private readonly people = new Map<string, Map<Id<'Campaign'>, EpochMs[]>>();

  /** Remembers that `person` is shown an ad with a cap. */
  record(person: string, { campaignId, cap }: Pick<SnapshotAd, 'campaignId' | 'cap'>, now: EpochMs): void {
    if (cap.impressions === 0) return;
    const seen = this.people.get(person) ?? new Map<Id<'Campaign'>, EpochMs[]>();
    const times = within(seen.get(campaignId) ?? [], cap.hours, now);
    seen.set(campaignId, [...times, now]);
    this.people.delete(person); // Set again, it stands at the end.
    this.people.set(person, seen);
    const [longestAgo] = this.people.keys();
    if (this.people.size > MOST_PEOPLE && longestAgo !== undefined) this.people.delete(longestAgo);
  }

  /** Campaigns that `person` has been shown; whether they are capped `isCapped` tells. */
  shownTo(person: string): readonly Id<'Campaign'>[] {
    return [...(this.people.get(person)?.keys() ?? [])];
  }

  isCapped(person: string, { campaignId, cap }: Pick<SnapshotAd, 'campaignId' | 'cap'>, now: EpochMs): boolean {
    if (cap.impressions === 0) return false;
    return within(this.people.get(person)?.get(campaignId) ?? [], cap.hours, now).length >= cap.impressions;
  }
}

function within(times: readonly EpochMs[], hours: number, now: EpochMs): EpochMs[] {
  return times.filter((at) => at > now - hours * HOUR_MS);
}
