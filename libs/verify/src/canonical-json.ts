import { BadInput } from './bad-input.ts';

/** A string with half of a surrogate pair: it has no UTF-8 form. (`isWellFormed` is newer than Node 18.) */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * RFC 8785: no white space, members sorted by UTF-16 code units, numbers and strings as ECMAScript writes them.
 * Takes what `JSON.parse` gives and nothing else. @throws {BadInput} naming the field that is not JSON.
 */
export function canonicalJson(value: unknown, field = 'value'): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return canonicalString(value, field);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new BadInput(field, 'is not a finite number');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    const items = Array.from(value as unknown[], (item, at) => canonicalJson(item, `${field}[${at}]`));
    return `[${items.join(',')}]`;
  }
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1)) // `<` on strings compares UTF-16 code units, as section 3.2.3 asks
      .map(
        ([key, member]) =>
          `${canonicalString(key, field)}:${canonicalJson(member, field === '' ? key : `${field}.${key}`)}`,
      );
    return `{${members.join(',')}}`;
  }
  throw new BadInput(field, 'is not JSON');
}

function canonicalString(text: string, field: string): string {
  if (LONE_SURROGATE.test(text)) throw new BadInput(field, 'holds half of a surrogate pair');
  return JSON.stringify(text);
}
