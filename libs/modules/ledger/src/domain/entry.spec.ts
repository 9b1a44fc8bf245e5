import { describe, expect, it } from '@jest/globals';
import { KIND_CODES, transferKindOf } from './entry.ts';

describe('the kind of a transfer', () => {
  it('has the code that leaf format 1 has for it, and comes back from it', () => {
    expect(KIND_CODES).toEqual({ post: 1, hold: 2, capture: 3, void: 4, reversal: 5 });
    for (const [kind, code] of Object.entries(KIND_CODES)) expect(transferKindOf(code)).toBe(kind);
  });

  it('is never made up for a code that has none', () => {
    expect(() => transferKindOf(0)).toThrow('0 is a kind of transfer');
    expect(() => transferKindOf(6)).toThrow('6 is a kind of transfer');
  });
});
