import fc from 'fast-check';
import { Bug } from './assert.ts';
import { InvalidInput } from './errors.ts';
import { RandomIdSource, derivedId, id, newId, parsePublicId, publicId, uuidBytes, uuidOf, writeUuid } from './ids.ts';
import { FixedClock, epochMs } from './time.ts';

const instant = fc.integer({ min: 0, max: 2 ** 48 - 1 }).map((ms) => ms as ReturnType<typeof epochMs>);
const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });
const uuid = sixteen.map((bytes) => uuidOf(bytes));

describe('newId', () => {
  it('puts the time, version 7 and the variant where RFC 9562 section 5.7 wants them, and keeps the other bits', () => {
    fc.assert(
      fc.property(instant, sixteen, (now, random) => {
        const bytes = uuidBytes(newId(now, random));
        expect(bytes.readUIntBE(0, 6)).toBe(now);
        expect((bytes[6] as number) >> 4).toBe(7);
        expect((bytes[8] as number) >> 6).toBe(0b10);
        expect((bytes[6] as number) & 0x0f).toBe((random[6] as number) & 0x0f);
        expect((bytes[8] as number) & 0x3f).toBe((random[8] as number) & 0x3f);
        for (const at of [7, 9, 10, 11, 12, 13, 14, 15]) expect(bytes[at]).toBe(random[at]);
      }),
    );
  });

  it('sorts by time as text', () => {
    fc.assert(
      fc.property(instant, instant, sixteen, sixteen, (earlier, later, a, b) => {
        fc.pre(earlier < later);
        expect(newId(earlier, a) < newId(later, b)).toBe(true);
      }),
    );
  });

  it('leaves the given random bytes alone', () => {
    const random = new Uint8Array(16).fill(255);
    newId(epochMs(0), random);
    expect(random.every((byte) => byte === 255)).toBe(true);
  });

  it('is another one each time', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newId(epochMs(1)))).size).toBe(1000);
  });

  it('is a bug of the caller before 1970 or with fewer bytes', () => {
    expect(() => newId(epochMs(-1))).toThrow(Bug);
    expect(() => newId(epochMs(1), new Uint8Array(15))).toThrow(Bug);
  });

  it('comes from the injected clock', () => {
    const source = new RandomIdSource(new FixedClock(epochMs(1_700_000_000_000)));
    expect(source.next().slice(0, 13)).toBe('018bcfe5-6800');
  });
});

describe('derivedId', () => {
  const at = epochMs(1_300_000_000_000);

  it('is the same for the same parts, and carries its time', () => {
    expect(derivedId(at, 'order', '536365')).toBe(derivedId(at, 'order', '536365'));
    expect(uuidBytes(derivedId(at, 'x')).readUIntBE(0, 6)).toBe(at);
  });

  it('differs for other parts, also where their texts run together alike', () => {
    const parts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ':', '1', '2', 'é'), maxLength: 4 }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(derivedId(at, ...a) === derivedId(at, ...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('public ids', () => {
  it('come back as they were, and sort like the id behind them', () => {
    fc.assert(
      fc.property(uuid, uuid, (a, b) => {
        const shown = publicId('or', a);
        expect(shown).toMatch(/^or_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
        expect(parsePublicId('or', shown)).toBe(a);
        expect(publicId('or', a) < publicId('or', b)).toBe(a < b);
      }),
    );
  });

  it.each([
    ['00000000-0000-0000-0000-000000000000', 'cm_00000000000000000000000000'],
    ['ffffffff-ffff-ffff-ffff-ffffffffffff', 'cm_7zzzzzzzzzzzzzzzzzzzzzzzzz'],
  ])('show %s as %s', (of, shown) => {
    expect(publicId('cm', of)).toBe(shown);
  });

  const shown = publicId('or', '018f6a2e-7c00-7000-8000-0000000000c1');
  it.each([
    ['another prefix', shown.replace('or_', 'rf_')],
    ['a prefix that only starts alike', shown.replace('or_', 'org_')],
    ['no prefix', shown.slice(3)],
    ['a digit too few', shown.slice(0, -1)],
    ['a digit too many', `${shown}0`],
    ['capitals', shown.toUpperCase()],
    ['a letter that is no digit', shown.replace(/.$/, 'u')],
    ['a letter that looks like a digit', shown.replace(/.$/, 'o')],
    ['white space', `${shown.slice(0, -1)} `],
    ['more than 128 bits', 'or_80000000000000000000000000'],
    ['an emoji', shown.replace(/..$/, '\u{1F600}')],
    ['nothing', ''],
    ['the plain uuid', '018f6a2e-7c00-7000-8000-0000000000c1'],
  ])('refuse %s (input.invalid)', (_what, text) => {
    expect(() => parsePublicId('or', text)).toThrow(InvalidInput);
  });

  it('are never made of what is no uuid', () => {
    expect(() => publicId('or', 'hello')).toThrow(Bug);
  });
});

describe('uuid text and bytes', () => {
  it('go into each other', () => {
    fc.assert(fc.property(sixteen, (bytes) => expect(Uint8Array.from(uuidBytes(uuidOf(bytes)))).toEqual(bytes)));
    fc.assert(
      fc.property(sixteen, (bytes) => {
        const into = new Uint8Array(20).fill(7);
        expect(writeUuid(uuidOf(bytes), into, 2)).toBe(18);
        expect([...into]).toEqual([7, 7, ...bytes, 7, 7]);
      }),
    );
  });

  it('refuse another length', () => {
    expect(() => uuidOf(new Uint8Array(15))).toThrow(Bug);
    expect(() => uuidBytes('018f6a2e-7c00-7000-8000-0000000000')).toThrow(Bug);
  });

  it.each([
    '018F6A2E-7C00-7000-8000-0000000000C1',
    '018f6a2e7c0070008000000000000001',
    '',
    '018f6a2e-7c00-7000-8000-0000000000c1\n',
  ])('refuse %j as an id (input.invalid)', (text) => {
    expect(() => id(text)).toThrow(InvalidInput);
  });
});
