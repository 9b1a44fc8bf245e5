import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EpochMs, type Id, newId } from '#kernel';
import { type Shown, isCapped, lifeOf, readShown, withImpression, writeShown } from './frequency-caps.ts';

const HOUR_MS = 3_600_000;
const NOW = 1_770_000_000_000 as EpochMs;
const anAd = (impressions: number, hours: number) => ({
  campaignId: newId<'Campaign'>(NOW),
  cap: { impressions, hours },
});

describe('frequency caps', () => {
  it('never lets a campaign be shown more often than its cap in its hours, whenever it is asked', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 2 * HOUR_MS }), { maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 24 }), gaps, (impressions, hours, of) => {
        const ad = anAd(impressions, hours);
        let shown: Shown = new Map();
        let now = NOW;
        const times: number[] = [];
        for (const gap of of) {
          now = (now + gap) as EpochMs;
          if (isCapped(shown, ad, now)) continue;
          shown = readShown(writeShown(withImpression(shown, ad, now), now));
          times.push(now);
        }
        for (const at of times) {
          const within = times.filter((time) => time <= at && time > at - hours * HOUR_MS);
          expect(within.length).toBeLessThanOrEqual(impressions);
        }
      }),
    );
  });

  it('lets a campaign be shown again when its hours, and a 48th more, are over', () => {
    const ad = anAd(1, 24);
    const shown = withImpression(new Map(), ad, NOW);
    expect(isCapped(shown, ad, (NOW + 24 * HOUR_MS - 1) as EpochMs)).toBe(true);
    expect(isCapped(shown, ad, (NOW + 24.5 * HOUR_MS) as EpochMs)).toBe(false);
    expect(lifeOf(shown, NOW)).toBeLessThanOrEqual(24.5 * HOUR_MS);
  });

  it('takes little room, whatever the caps: a cached value is at most 64 KiB', () => {
    let shown: Shown = new Map();
    const ads = Array.from({ length: 80 }, () => anAd(1_000, 720));
    for (let minute = 0; minute < 720 * 60; minute += 300) {
      for (const ad of ads) shown = withImpression(shown, ad, (NOW + minute * 60_000) as EpochMs);
    }
    expect(writeShown(shown, NOW).length).toBeLessThan(64 * 1024);
    expect([...shown.keys()]).toEqual(ads.slice(-60).map(({ campaignId }): Id<'Campaign'> => campaignId));
  });

  it('has nothing to say about a campaign without a cap', () => {
    expect(isCapped(new Map(), anAd(0, 1), NOW)).toBe(false);
  });
});
