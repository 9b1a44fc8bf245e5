import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold, prefixesOf, wordsOf } from './analyse.ts';

describe('words of a text', () => {
  it.each([
    ['Brass Desk-Lamps', ['brass', 'desk', 'lamp']],
    ['Étagère STRASSE straße Łódź', ['etagere', 'strasse', 'strasse', 'lodz']],
    ['batteries, boxes; glass bus gas', ['battery', 'boxe', 'glass', 'bus', 'gas']],
    ['ﬁve ½ ｌａｍｐ', ['five', '1', '2', 'lamp']],
    ['台灯 灯具组', ['台灯', '灯具', '具组']],
    ['don’t #cosy_light 3.5mm', ['don', 't', 'cosy', 'light', '3', '5mm']],
    ['… ?!', []],
  ])('%p are %p', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('are the same whatever the case and the form of the accents', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(wordsOf(text.normalize('NFD'))).toEqual(wordsOf(text.normalize('NFC')));
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });

  it('hold no white space and are short, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        expect(wordsOf(text).filter((word) => word === '' || /\s/u.test(word) || word.length > 64)).toEqual([]);
      }),
    );
  });

  it('have beginnings of two letters and more, the word itself left out', () => {
    expect(prefixesOf(['lamp', 'a', 'it'])).toEqual(['la', 'lam']);
    expect(prefixesOf(['𝒶𝒷𝒸'])).toEqual(['𝒶𝒷']);
    expect(prefixesOf(['x'.repeat(64)])).toHaveLength(9);
  });
});
