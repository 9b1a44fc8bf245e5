import { Bug, assert } from './assert.ts';

/** What RFC 8785 can write. Money and other big integers are decimal strings. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * RFC 8785 (JSON Canonicalization Scheme): no white space, keys sorted by UTF-16 code units, numbers as ECMAScript
 * writes them. Keys whose value is `undefined` are left out, as JSON.stringify does.
 * @throws {Bug} for a number that JSON cannot hold, a lone surrogate, a hole in a list, or a value that is not JSON, such
 * as a Date or a Map, which would otherwise be written as `{}`.
 */
export function canonicalJson(value: Json): string {
  // Array.from visits holes, which map would keep.
  if (Array.isArray(value)) return `[${Array.from(value as Json[], (item) => canonicalJson(item)).join(',')}]`;
  switch (typeof value) {
    case 'string':
      assert(value.isWellFormed(), 'a lone surrogate has no UTF-8 form');
      return JSON.stringify(value);
    case 'number':
      assert(Number.isFinite(value), `${value} is not a JSON number`);
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : canonicalObject(value as { readonly [key: string]: Json });
    default:
      throw new Bug(`a ${typeof value} is not JSON`);
  }
}

function canonicalObject(value: { readonly [key: string]: Json }): string {
  assert(isPlain(value), `${Object.prototype.toString.call(value)} is not JSON`);
  const keys = Object.keys(value);
  if (keys.length > 1) keys.sort(); // the default order is by UTF-16 code units, which is what RFC 8785 section 3.2.3 asks for
  let members = '';
  for (const key of keys) {
    const member = value[key];
    if (member === undefined) continue;
    members += `${members === '' ? '' : ','}${canonicalJson(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

/** Made by `{}`, JSON.parse or Object.create(null), of whatever realm; no instance of a class. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
