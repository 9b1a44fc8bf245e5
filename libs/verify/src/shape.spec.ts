import { BadInput } from './bad-input.ts';
import {
  type Shape,
  anyText,
  decimal,
  flag,
  has,
  list,
  literal,
  mapOf,
  nullable,
  object,
  objectWith,
  oneOf,
  some,
  text,
  whole,
} from './shape.ts';

/** What is read, or the refusal's field and sentence. */
function read(shape: Shape<unknown>, value: unknown): unknown {
  try {
    return shape(value, 'it');
  } catch (error) {
    return error instanceof BadInput ? [error.field, error.message] : error;
  }
}
const refused = (message: string, field = 'it'): unknown => [field, `${field} ${message}`];

describe('a shape', () => {
  it('of text is what its pattern matches', () => {
    const letters = text(/^[a-z]+$/, 'letters');
    expect(read(letters, 'abc')).toBe('abc');
    const others = ['', 'A', 5, null, undefined, ['a']];
    expect(others.map((value) => read(letters, value))).toEqual(others.map(() => refused('is not letters')));
  });

  it('of any text is text, none too', () => {
    for (const value of ['', 'two\nlines', '\u0000']) expect(read(anyText, value)).toBe(value);
    for (const value of [5, null, undefined, ['a']]) expect(read(anyText, value)).toEqual(refused('is not text'));
  });

  it('of a literal is that and nothing that looks like it', () => {
    expect(read(literal(1), 1)).toBe(1);
    expect(read(literal(1), '1')).toEqual(refused('is not 1'));
    expect(read(literal('a'), 'b')).toEqual(refused('is not "a"'));
  });

  it('of one of some is one of them', () => {
    expect(read(oneOf('a', 'b'), 'b')).toBe('b');
    expect(read(oneOf('a', 'b'), 'c')).toEqual(refused('is not one of a, b'));
  });

  it('of a whole number has its bounds, and knows no minus zero', () => {
    const small = whole(0, 3);
    expect([0, 3].map((value) => read(small, value))).toEqual([0, 3]);
    for (const value of [-1, 4, 1.5, Number.NaN, '1', -0, 1n, null]) {
      expect(read(small, value)).toEqual(refused('is not a whole number from 0 to 3'));
    }
  });

  it('of a decimal is an integer in its one form, within its bounds', () => {
    const small = decimal(-5n, 12n);
    for (const value of ['0', '-5', '12', '7']) expect(read(small, value)).toBe(value);
    for (const value of ['-6', '13', '07', '-0', '+1', '', ' 1', '1 ', '1.0', 'x', 5, 5n, null]) {
      expect(read(small, value)).toEqual(refused('is not a decimal string of an integer from -5 to 12'));
    }
  });

  it('of a flag is true or false', () => {
    expect([true, false].map((value) => read(flag, value))).toEqual([true, false]);
    for (const value of ['true', 0, null]) expect(read(flag, value)).toEqual(refused('is not true or false'));
  });

  it('of a list has enough items, each of its shape, a hole among them too', () => {
    expect(read(list(flag), [])).toEqual([]);
    expect(read(some(flag), [true])).toEqual([true]);
    expect(read(some(flag), [false, true])).toEqual([false, true]);
    expect(read(some(flag), [])).toEqual(refused('is empty'));
    expect(read(some(flag), { length: 1 })).toEqual(refused('is not a list'));
    expect(read(list(flag), { length: 0 })).toEqual(refused('is not a list'));
    expect(read(list(flag), [true, 1])).toEqual(refused('is not true or false', 'it[1]'));
    expect(read(list(flag), Array(1))).toEqual(refused('is not true or false', 'it[0]'));
  });

  it('that may be null is null or what is within', () => {
    expect(read(nullable(flag), null)).toBeNull();
    expect(read(nullable(flag), true)).toBe(true);
    expect(read(nullable(flag), undefined)).toEqual(refused('is not true or false'));
  });

  it('of an object has exactly its members', () => {
    const pair = object({ a: flag, b: nullable(flag) });
    expect(read(pair, { a: true, b: null })).toEqual({ a: true, b: null });
    expect(read(pair, { a: true })).toEqual(refused('is missing', 'it.b'));
    expect(read(pair, { a: true, b: null, c: 1 })).toEqual(refused('does not belong here', 'it.c'));
    expect(read(pair, { a: 1, b: null })).toEqual(refused('is not true or false', 'it.a'));
    expect(read(pair, Object.create({ a: true, b: null }))).toEqual(refused('is missing', 'it.a'));
    for (const value of [null, [], 'x', undefined]) expect(read(pair, value)).toEqual(refused('is not an object'));
  });

  it('of an object with more has at least its members, and keeps all of it', () => {
    const some = objectWith({ a: flag });
    expect(read(some, { a: true, more: 1 })).toEqual({ a: true, whole: { a: true, more: 1 } });
    expect(read(some, { more: 1 })).toEqual(refused('is missing', 'it.a'));
    expect(read(some, { a: 1 })).toEqual(refused('is not true or false', 'it.a'));
    expect(read(some, null)).toEqual(refused('is not an object'));
  });

  it('of a map has keys and values of their shapes', () => {
    const flags = mapOf(text(/^[a-z]$/, 'a letter'), flag);
    expect(read(flags, { a: true, b: false })).toEqual(new Map(Object.entries({ a: true, b: false })));
    expect(read(flags, { A: true })).toEqual(refused('is not a letter', 'it.A'));
    expect(read(flags, { a: 1 })).toEqual(refused('is not true or false', 'it.a'));
    expect(read(flags, [])).toEqual(refused('is not an object'));
  });

  it('can be chosen by a member that is there, of whatever is asked', () => {
    expect([{ a: undefined }, ['a'], { b: 1 }, Object.create({ a: 1 })].map((value) => has(value, 'a'))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect([null, undefined, 'a', 1].map((value) => has(value, 'a'))).toEqual([false, false, false, false]);
  });

  it('names members of nothing by their name alone', () => {
    expect(() => object({ a: flag })({}, '')).toThrow('a is missing');
  });
});
