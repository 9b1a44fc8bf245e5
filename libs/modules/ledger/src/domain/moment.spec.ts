import { describe, expect, it } from '@jest/globals';
import type { EpochMs } from '#kernel';
import { isNow } from './moment.ts';

describe('a moment', () => {
  it('is now only when neither time is given', () => {
    const at = 1 as EpochMs;
    expect(isNow({})).toBe(true);
    expect(isNow({ effectiveAt: at })).toBe(false);
    expect(isNow({ recordedAt: at })).toBe(false);
    expect(isNow({ effectiveAt: at, recordedAt: at })).toBe(false);
  });
});
