import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localText, momentAt, momentQuery, ofLocalText, SPANS, STEPS, stepOf } from './moment.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

describe('the time slider', () => {
  it('comes back to the step that it was put at, on every span', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SPANS), fc.integer({ min: 0, max: STEPS }), (span, step) => {
        expect(stepOf(momentAt(step, span, NOW), span, NOW)).toBe(step);
      }),
    );
  });

  it('stands at its ends for what lies outside', () => {
    const [hour] = SPANS;
    expect(stepOf(undefined, hour, NOW)).toBe(STEPS);
    expect(stepOf(NOW + 1, hour, NOW)).toBe(STEPS);
    expect(stepOf(NOW - 2 * hour.ms, hour, NOW)).toBe(0);
  });

  it('asks by one of the two times, and by none for now', () => {
    expect(momentQuery('effective', undefined)).toEqual({});
    expect(momentQuery('effective', NOW)).toEqual({ effective_at: '2026-11-23T12:00:00.000Z' });
    expect(momentQuery('recorded', NOW)).toEqual({ recorded_at: '2026-11-23T12:00:00.000Z' });
  });

  it('asks by both times for what the books knew then, and by one for what was booked', () => {
    expect(momentQuery('effective', NOW, NOW + 1_000)).toEqual({
      effective_at: '2026-11-23T12:00:00.000Z',
      recorded_at: '2026-11-23T12:00:01.000Z',
    });
    expect(momentQuery('effective', undefined, NOW)).toEqual({ recorded_at: '2026-11-23T12:00:00.000Z' });
    expect(momentQuery('recorded', NOW, NOW + 1_000)).toEqual({ recorded_at: '2026-11-23T12:00:00.000Z' });
  });

  it('reads what it writes into the field', () => {
    expect(ofLocalText(localText(NOW))).toBe(NOW);
    expect(ofLocalText('')).toBeUndefined();
  });
});
