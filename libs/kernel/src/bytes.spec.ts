import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { Bug } from './assert.ts';
import { ByteWriter, sha256, sha256Hex } from './bytes.ts';

const view = (length: number, write: (view: DataView) => void): Buffer => {
  const bytes = Buffer.alloc(length);
  write(new DataView(bytes.buffer, bytes.byteOffset, length));
  return bytes;
};

describe('ByteWriter', () => {
  it('writes numbers big-endian, as a DataView does', () => {
    const u64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
    const i64 = fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        u64,
        i64,
        (a, b, c, d) => {
          const written = new ByteWriter().u8(a).u32(b).u64(c).i64(d).finish();
          expect(written).toEqual(
            view(21, (of) => {
              of.setUint8(0, a);
              of.setUint32(1, b);
              of.setBigUint64(5, c);
              of.setBigInt64(13, d);
            }),
          );
          expect(new ByteWriter().u32(BigInt(b)).finish()).toEqual(written.subarray(1, 5));
        },
      ),
    );
  });

  it.each([
    [0n, '0000000000000000'],
    [-1n, 'ffffffffffffffff'],
    [-(1n << 63n), '8000000000000000'],
    [(1n << 63n) - 1n, '7fffffffffffffff'],
    [-1_700_000_000_000n, 'fffffe74301a9800'],
  ])('writes the int8 %s as int8send does: %s', (value, hex) => {
    expect(new ByteWriter().i64(value).finish().toString('hex')).toBe(hex);
  });

  it('writes two lists of texts to the same bytes only when they are the same list', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom('a', '\0', '\u0001', 'é', '😀'), maxLength: 4 }), {
      maxLength: 4,
    });
    const written = (list: readonly string[]): string =>
      list
        .reduce((writer, text) => writer.text(text), new ByteWriter())
        .finish()
        .toString('hex');
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(written(a) === written(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
        // No list is the beginning of another's bytes unless it is the beginning of that list.
        expect(written(b).startsWith(written(a))).toBe(JSON.stringify(b.slice(0, a.length)) === JSON.stringify(a));
      }),
      { numRuns: 1000 },
    );
  });

  it('grows without losing what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 8 }), (parts) => {
        const writer = new ByteWriter();
        for (const part of parts) writer.raw(part, part.length).padded('GBPT/2', 16);
        const expected = parts.flatMap((part) => [part, Buffer.from('GBPT/2'.padEnd(16, '\0'))]);
        expect(writer.finish()).toEqual(Buffer.concat(expected));
      }),
    );
  });

  it('copies what it is given and gives away what it made', () => {
    const given = Uint8Array.of(1, 2, 3);
    const writer = new ByteWriter().raw(given, 3).bytes(given);
    given.fill(9);
    const first = writer.finish();
    first.fill(8);
    expect(writer.u8(7).finish()).toEqual(Buffer.from([1, 2, 3, 0, 0, 0, 3, 1, 2, 3, 7]));
  });

  it.each<[string, (writer: ByteWriter) => ByteWriter]>([
    ['256 in one byte', (writer) => writer.u8(256)],
    ['a negative byte', (writer) => writer.u8(-1)],
    ['half a byte', (writer) => writer.u8(0.5)],
    ['2³² in four bytes', (writer) => writer.u32(2 ** 32)],
    ['2⁶⁴ in four bytes', (writer) => writer.u32(1n << 64n)],
    ['NaN in four bytes', (writer) => writer.u32(Number.NaN)],
    ['2⁶⁴ in eight bytes', (writer) => writer.u64(1n << 64n)],
    ['a negative unsigned', (writer) => writer.u64(-1n)],
    ['2⁶³ as int8', (writer) => writer.i64(1n << 63n)],
    ['−2⁶³ − 1 as int8', (writer) => writer.i64(-(1n << 63n) - 1n)],
    ['31 bytes for 32', (writer) => writer.raw(new Uint8Array(31), 32)],
    ['text longer than its field', (writer) => writer.padded('GBPT/2', 5)],
    ['a space in a padded text', (writer) => writer.padded('GB PT', 16)],
    ['a zero in a padded text', (writer) => writer.padded('GB\0', 16)],
    ['an accent in a padded text', (writer) => writer.padded('é', 16)],
    ['half a surrogate pair', (writer) => writer.text('\ud800')],
  ])('is a bug of the caller for %s, and nothing is written', (_what, write) => {
    const writer = new ByteWriter().u8(1);
    expect(() => write(writer)).toThrow(Bug);
    expect(writer.u8(2).finish().toString('hex')).toBe('0102');
  });
});

describe('sha256', () => {
  it('hashes parts, texts as UTF-8, as if they were one', () => {
    const part = fc.oneof(fc.uint8Array({ maxLength: 70 }), fc.string({ unit: 'grapheme', maxLength: 20 }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
        const whole = Buffer.concat(parts.map((of) => (typeof of === 'string' ? Buffer.from(of, 'utf8') : of)));
        expect(sha256(...parts)).toEqual(createHash('sha256').update(whole).digest());
      }),
    );
  });

  it('is the same as hex of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(sha256Hex(text)).toBe(sha256(text).toString('hex'))),
    );
  });
});
