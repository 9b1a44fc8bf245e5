import fc from 'fast-check';
import { canonicalJson as kernelJson, type Json } from '#kernel';
import { canonicalJson } from './canonical-json.ts';

describe('canonicalJson', () => {
  it('agrees with the kernel’s, which was written apart from it, on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(canonicalJson(value)).toBe(kernelJson(value as Json));
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same text for the same value in another order of members', () => {
    expect(canonicalJson({ b: 1, a: { d: [], c: null } })).toBe('{"a":{"c":null,"d":[]},"b":1}');
    expect(canonicalJson({ a: { c: null, d: [] }, b: 1 })).toBe('{"a":{"c":null,"d":[]},"b":1}');
  });

  it.each([
    ['a hole in a list', { a: [1, undefined, 2] }, 'entry.a[1] is not JSON'],
    ['a bigint', { amount: 1n }, 'entry.amount is not JSON'],
    ['NaN', { bps: Number.NaN }, 'entry.bps is not a finite number'],
    ['half a surrogate pair', { a: { b: '\ud800' } }, 'entry.a.b holds half of a surrogate pair'],
    ['half a surrogate pair in a name', { '\udc00': 1 }, 'entry holds half of a surrogate pair'],
  ])('refuses %s and names the field', (_what, value, message) => {
    expect(() => canonicalJson(value, 'entry')).toThrow(message);
  });

  it('names members of nothing by their name alone, and a lone value as such', () => {
    expect(() => canonicalJson({ a: { b: [1n] } }, '')).toThrow(expect.objectContaining({ field: 'a.b[0]' }));
    expect(() => canonicalJson(undefined)).toThrow('value is not JSON');
  });
});
