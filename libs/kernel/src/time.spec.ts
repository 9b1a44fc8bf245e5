import fc from 'fast-check';
import { InvalidInput } from './errors.ts';
import { Clock, DAY_MS, FixedClock, SystemClock, dayIn, epochMs, formatInstant, parseInstant } from './time.ts';

const instant = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => epochMs(date.getTime()));

describe('instants as text', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(instant, (at) => {
        expect(formatInstant(at)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect(parseInstant(formatInstant(at))).toBe(at);
      }),
    );
  });

  it('mean the same in any offset', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: -1439, max: 1439 }), (ms, minutes) => {
        const local = new Date(ms + minutes * 60_000).toISOString().slice(0, -1);
        const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        const offset = `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
        expect(parseInstant(local + offset)).toBe(ms);
      }),
    );
  });

  it.each([
    ['2010-12-01T08:26:00Z', 1_291_191_960_000],
    ['2010-12-01T08:26:00+00:00', 1_291_191_960_000],
    ['2011-06-01T09:00:00+01:00', 1_306_915_200_000],
    ['1969-12-31T23:59:59.999Z', -1],
    ['2024-02-29T00:00:00Z', 1_709_164_800_000],
    ['2024-01-01T00:00:00.1Z', 1_704_067_200_100],
    ['2024-01-01T00:00:00.123999999Z', 1_704_067_200_123],
  ])('reads %s', (text, ms) => {
    expect(parseInstant(text)).toBe(ms);
  });

  it.each([
    '',
    '2024-01-01',
    '2024-01-01T00:00:00',
    '2024-01-01 00:00:00Z',
    '2024-01-01T00:00Z',
    '2024-01-01T00:00:00.Z',
    '2024-01-01T00:00:00z',
    '2024-01-01T00:00:00+0100',
    '2024-01-01T00:00:00+24:00',
    '2024-01-01T24:00:00Z',
    '2024-01-01T23:60:00Z',
    '2016-12-31T23:59:60Z',
    '2024-00-10T00:00:00Z',
    '2024-13-01T00:00:00Z',
    '2024-01-00T00:00:00Z',
    '2024-02-30T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2024-04-31T12:00:00+02:00',
    '1900-02-29T00:00:00Z',
    '+002024-01-01T00:00:00Z',
    '1704067200000',
    '2024-01-01T00:00:00Z\n',
  ])('refuses %j (input.invalid)', (text) => {
    expect(() => parseInstant(text)).toThrow(InvalidInput);
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1, -8.64e15 - 1])(
    'refuses %s as an instant (input.invalid)',
    (ms) => {
      expect(() => epochMs(ms)).toThrow(InvalidInput);
    },
  );
});

describe('dayIn', () => {
  it.each([
    ['Europe/London', '2011-03-27T00:59:59.999Z', '2011-03-27'], // the clocks go forward at one
    ['Europe/London', '2011-06-30T22:59:59.999Z', '2011-06-30'],
    ['Europe/London', '2011-06-30T23:00:00.000Z', '2011-07-01'],
    ['Europe/London', '2011-10-30T23:59:59.999Z', '2011-10-30'], // they went back at two
    ['Europe/London', '2011-10-31T00:00:00.000Z', '2011-10-31'],
    ['America/New_York', '2024-01-01T04:59:59.999Z', '2023-12-31'],
    ['America/New_York', '2024-01-01T05:00:00.000Z', '2024-01-01'],
    ['Pacific/Kiritimati', '2023-12-31T10:00:00.000Z', '2024-01-01'],
    ['Asia/Kathmandu', '2024-02-28T18:15:00.000Z', '2024-02-29'],
    ['UTC', '1969-12-31T23:59:59.999Z', '1969-12-31'],
  ])('in %s is at %s the %s', (zone, text, day) => {
    expect(dayIn(zone, parseInstant(text))).toBe(day);
  });

  it('in UTC is the first ten characters of the instant', () => {
    const modern = fc.integer({ min: Date.UTC(1000, 0), max: Date.UTC(9999, 11) }).map((ms) => epochMs(ms));
    fc.assert(fc.property(modern, (at) => expect(dayIn('UTC', at)).toBe(formatInstant(at).slice(0, 10))));
  });

  it('never goes back as time goes on, in any zone', () => {
    const zone = fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca');
    fc.assert(
      fc.property(
        zone,
        fc.integer({ min: 0, max: 2e12 }),
        fc.integer({ min: 0, max: 2 * DAY_MS }),
        (of, from, more) => {
          expect(dayIn(of, epochMs(from)) <= dayIn(of, epochMs(from + more))).toBe(true);
        },
      ),
    );
  });

  it('refuses a zone that does not exist (input.invalid)', () => {
    expect(() => dayIn('Europe/Atlantis', epochMs(0))).toThrow(InvalidInput);
  });
});

describe('clocks', () => {
  it('stand until they are moved', () => {
    const clock = new FixedClock(epochMs(10));
    expect([clock.now(), clock.now()]).toEqual([10, 10]);
    clock.advance(5);
    expect(clock.now()).toBe(15);
    clock.set(epochMs(3));
    expect(clock.now()).toBe(3);
  });

  it('tell the machine’s time', () => {
    const clock: Clock = new SystemClock();
    const before = Date.now();
    const now = clock.now();
    expect(now >= before && now <= Date.now()).toBe(true);
  });
});
