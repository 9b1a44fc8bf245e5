import { describe, expect, it } from '@jest/globals';
import { proofStateOf } from './proof-state.ts';

describe('proofStateOf', () => {
  const coverage = { signed: 20n, anchored: 10n, final: 5n };

  it.each([
    ['5', 'final'],
    ['6', 'anchored'],
    ['10', 'anchored'],
    ['11', 'signed'],
    ['20', 'signed'],
    ['21', 'logged'],
  ])('says that leaf %s is %s', (seq, state) => {
    expect(proofStateOf(seq, coverage)).toBe(state);
  });

  it('calls nothing final before an anchor is', () => {
    expect(proofStateOf('5', { ...coverage, final: 0n })).toBe('anchored');
  });
});
