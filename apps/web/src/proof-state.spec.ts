import { describe, expect, it } from '@jest/globals';
import { proofStateOf } from './proof-state.ts';

describe('proofStateOf', () => {
  const coverage = { signed: 20n, anchored: 10n, isFinal: true };

  it.each([
    ['10', 'final'],
    ['11', 'signed'],
    ['20', 'signed'],
    ['21', 'logged'],
  ])('says that leaf %s is %s', (seq, state) => {
    expect(proofStateOf(seq, coverage)).toBe(state);
  });

  it('calls nothing final before the anchor is', () => {
    expect(proofStateOf('10', { ...coverage, isFinal: false })).toBe('anchored');
  });
});
