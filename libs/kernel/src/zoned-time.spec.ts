import fc from 'fast-check';
import { formatInstant, InvalidInput } from './index.ts';
import type { EpochMs } from './time.ts';
import { instantIn } from './zoned-time.ts';

describe('instantIn', () => {
  it.each([
    ['2010-12-01 08:26:00', '2010-12-01T08:26:00.000Z'],
    ['2011-07-01 08:26:00', '2011-07-01T07:26:00.000Z'],
    ['2011-03-27 00:59:59', '2011-03-27T00:59:59.000Z'],
    ['2011-03-27 02:00:00', '2011-03-27T01:00:00.000Z'],
    ['2011-03-27 01:30:00', '2011-03-27T01:30:00.000Z'], // skipped by the clocks: the offset before
    ['2011-10-30 00:59:59', '2011-10-29T23:59:59.000Z'],
    ['2011-10-30 01:30:00', '2011-10-30T00:30:00.000Z'], // shown twice: the first
    ['2011-10-30 02:00:00', '2011-10-30T02:00:00.000Z'],
  ])('reads %s in London as %s', (local, utc) => {
    expect(formatInstant(instantIn('Europe/London', local))).toBe(utc);
  });

  it('gives back an instant whose wall-clock time it is, in any zone', () => {
    const zones = ['Europe/London', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC', 'Africa/Casablanca'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 2_000_000_000 }), (zone, seconds) => {
        const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
        const local = wall.format(seconds * 1000);
        const at: EpochMs = instantIn(zone, local);
        expect(wall.format(at)).toBe(local);
        expect(at).toBeLessThanOrEqual(seconds * 1000);
      }),
    );
  });

  it.each(['2011-02-30x', '01/02/2011 10:00', '', '2011-13-01 00:00:00'])('refuses %j (input.invalid)', (text) => {
    expect(() => instantIn('Europe/London', text)).toThrow(InvalidInput);
  });
});
