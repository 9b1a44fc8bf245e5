import { type Json, canonicalJson } from '#kernel';
import type { z } from 'zod';
import { InvalidCursor } from './http.errors.ts';

/** Packs the sort values of the last row of a page. Opaque to clients, not secret: never put more into it. */
export function encodeCursor(values: Json): string {
  return Buffer.from(canonicalJson(values)).toString('base64url');
}

/** The values behind a cursor. @throws {InvalidCursor} for text that `encodeCursor` did not make for this schema. */
export function decodeCursor<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  const values = schema.safeParse(parsed(text));
  if (!values.success) throw new InvalidCursor();
  return values.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw new InvalidCursor();
  }
}

/** One page out of `limit + 1` rows: the extra row only says that there is more. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (last: Row) => Json,
): { items: Row[]; next_cursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next_cursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null };
}
