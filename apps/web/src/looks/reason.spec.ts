import { describe, expect, it } from '@jest/globals';
import { reason, reasonFault, setReason } from './reason.ts';

describe('the reason for a look', () => {
  it('is what was said, without blanks around it, until something else is', () => {
    setReason('  Yearly check ');
    expect(reason()).toBe('Yearly check');
    setReason('');
    expect(reason()).toBe('');
  });

  it('is what a header carries: one line of Latin letters, at most 300', () => {
    expect(['', 'Käännös, 5 §: yearly check', 'a'.repeat(300)].map(reasonFault)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(
      ['checks – both', 'two\nlines', '年', 'a'.repeat(301)].map((text) => reasonFault(text) === undefined),
    ).toEqual([false, false, false, false]);
  });
});
