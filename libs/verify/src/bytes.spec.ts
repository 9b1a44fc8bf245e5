import fc from 'fast-check';
import { concat, fromBase64, fromHex, integerBytes, sameBytes, toBase64, toHex } from './bytes.ts';

const bytes = fc.uint8Array({ maxLength: 80 });

describe('hex and base64', () => {
  it('write what Buffer writes and read it back', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(toHex(value)).toBe(Buffer.from(value).toString('hex'));
        expect(toBase64(value)).toBe(Buffer.from(value).toString('base64'));
        expect(sameBytes(fromHex(toHex(value)), value)).toBe(true);
        expect(sameBytes(fromBase64(toBase64(value)), value)).toBe(true);
      }),
    );
  });

  it('have one text per value: whatever is read is written back the same', () => {
    const digit = fc.constantFrom(...Array.from('ABab09+/=- \n'));
    fc.assert(
      fc.property(fc.array(digit, { maxLength: 9 }), (digits) => {
        const text = digits.join('');
        let read: Uint8Array;
        try {
          read = fromBase64(text);
        } catch (error) {
          expect(error).toMatchObject({ field: 'base64' });
          return;
        }
        expect(toBase64(read)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['QQ', 'QQ=', 'QR==', 'QUJ=', 'Q', 'QQ==Q', 'Q Q=', 'QQ==\n', '=', '===='])('refuse base64 %j', (text) => {
    expect(() => fromBase64(text, 'log.checkpoint')).toThrow('log.checkpoint is not canonical base64');
  });

  it.each(['A', 'AB', 'abc', '0x', 'zz', 'a '])('refuse hex %j', (text) => {
    expect(() => fromHex(text, 'log.root')).toThrow('log.root is not lower-case hex');
    expect(() => fromHex(text)).toThrow('hex is not lower-case hex');
  });
});

describe('integerBytes', () => {
  it('writes big-endian two’s complement, as a DataView does', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 63n), max: (1n << 64n) - 1n }), (value) => {
        const expected = new Uint8Array(8);
        new DataView(expected.buffer).setBigUint64(0, BigInt.asUintN(64, value));
        expect(integerBytes(value, 8)).toEqual(expected);
      }),
    );
    expect(integerBytes(258, 4)).toEqual(Uint8Array.of(0, 0, 1, 2));
  });
});

describe('concat and sameBytes', () => {
  it('keep order and length', () => {
    expect(concat(Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3));
    expect(sameBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
    expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
  });
});
