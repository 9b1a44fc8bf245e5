import { setTimeout as pause } from 'node:timers/promises';

/** How long `eventually` looks, and how often. */
export type Patience = { readonly timeoutMs?: number; readonly everyMs?: number };

/**
 * Looks at `read()` again and again until `holds` says yes, and returns what it then saw. Tests wait for a fact this
 * way, never for a time. Without `holds` any value but `undefined`, `null` and `false` will do.
 *
 * @throws {Error} with the last value (or the last error of `read`) when `timeoutMs` (a minute) have passed.
 */
export async function eventually<T>(
  read: () => T | Promise<T>,
  holds: (value: T) => boolean = (value) => value !== undefined && value !== null && value !== false,
  { timeoutMs = 60_000, everyMs = 20 }: Patience = {},
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const seen = await look(read);
    if ('value' in seen && holds(seen.value)) return seen.value;
    if (performance.now() >= end) throw gaveUp(seen, timeoutMs);
    await pause(everyMs);
  }
}

type Seen<T> = { readonly value: T } | { readonly error: unknown };

async function look<T>(read: () => T | Promise<T>): Promise<Seen<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    return { error }; // What cannot be read yet is not true yet.
  }
}

function gaveUp(seen: Seen<unknown>, timeoutMs: number): Error {
  if ('error' in seen) return new Error(`still failing after ${timeoutMs} ms`, { cause: seen.error });
  const shown = JSON.stringify(seen.value, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
  return new Error(`still not so after ${timeoutMs} ms; last seen: ${shown}`);
}
