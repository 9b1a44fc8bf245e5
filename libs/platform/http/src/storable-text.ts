import { TextNotStorable } from './http.errors.ts';

// JSON can only carry these characters escaped or raw; a body without either is fine at a glance.
const SUSPECT = /\\u(?:0000|d[89a-f])/i;

/**
 * Refuses a parsed body with a NUL (PostgreSQL has no such text) or half a surrogate pair (UTF-8 has no such character).
 * `raw` is the text it was parsed from. @throws {TextNotStorable}
 */
export function checkStorable(raw: string, body: unknown): void {
  if (SUSPECT.test(raw)) check(body, '');
}

function check(value: unknown, path: string): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) {
      throw new TextNotStorable(`${path === '' ? 'the body' : path} holds a character that cannot be stored`);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      check(name, `a name in ${path === '' ? 'the body' : path}`);
      check(member, path === '' ? name : `${path}.${name}`);
    }
  }
}
