import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { toHex, utf8 } from './bytes.ts';
import { sha256 } from './sha256.ts';

const native = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('sha256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('gives the digest that FIPS 180-4 publishes for %j', (text, digest) => {
    expect(toHex(sha256(utf8(text)))).toBe(digest);
  });

  it('agrees with node:crypto at every length around the block and padding limits', () => {
    for (let length = 0; length <= 260; length += 1) {
      const bytes = Uint8Array.from({ length }, (_none, at) => (at * 31 + length) & 255);
      expect(toHex(sha256(bytes))).toBe(native(bytes));
    }
  });

  it('agrees with node:crypto on a megabyte', () => {
    const bytes = new Uint8Array(1 << 20).map((_zero, at) => at * 7);
    expect(toHex(sha256(bytes))).toBe(native(bytes));
  });

  it('hashes its parts as if they were one', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 90 }), { maxLength: 6 }), (parts) => {
        expect(toHex(sha256(...parts))).toBe(native(Buffer.concat(parts)));
      }),
    );
  });
});
