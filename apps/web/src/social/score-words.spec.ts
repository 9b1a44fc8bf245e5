import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalOf, shownTerms, sourceInWords, thousandthsOf } from './score-words.ts';

describe('why a post is there', () => {
  it('adds up to the score to the digit that is shown, whatever the terms', () => {
    const term = fc.record({
      source: fc.constantFrom('following', 'together', 'topic', 'popularity', 'freshness', 'author_repeat'),
      value: fc.double({ min: -5, max: 5, noNaN: true }),
      because: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(term, { maxLength: 30 }), (terms) => {
        const score = terms.reduce((sum, { value }) => sum + value, 0);
        const shown = shownTerms(terms, score).reduce((sum, { thousandths }) => sum + thousandths, 0);
        expect(shown).toBe(thousandthsOf(score));
      }),
    );
  });

  it('names what a reason comes from, the strongest first, three at most', () => {
    const terms = ['a', 'b', 'c', 'd'].map((because, at) => ({ source: 'topic', value: at / 10, because }));
    expect(shownTerms(terms, 0.6)).toEqual([{ source: 'topic', thousandths: 600, because: ['d', 'c', 'b'] }]);
  });

  it.each([
    [1234, '1.234'],
    [-50, '−0.050'],
    [0, '0.000'],
  ])('writes %s thousandths as %s', (thousandths, text) => {
    expect(decimalOf(thousandths)).toBe(text);
  });

  it('shows a source that it has no words for as it is', () => {
    expect([sourceInWords('freshness'), sourceInWords('new_thing')]).toEqual(['It is new', 'new thing']);
  });
});
