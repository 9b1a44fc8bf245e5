import { assert } from '#kernel';

const KEY = /^[!-~]{1,200}$/;
const NAME = /^[a-z][a-z_.]{0,60}$/;
const MOST_BYTES = 64 * 1024;
const LONGEST_MS = 400 * 86_400_000;

/** `key` as it is. @throws {Bug} when no cache takes it. */
export function checkKey(key: string): string {
  assert(KEY.test(key), 'a cache key is 1 to 200 printable ASCII characters without blanks');
  return key;
}

/** `name` as it is. @throws {Bug} */
export function checkName(name: string): string {
  assert(NAME.test(name), 'a space of the cache is named module.what');
  return name;
}

/** @throws {Bug} when no cache takes the value. */
export function checkValue(value: string): void {
  assert(Buffer.byteLength(value) <= MOST_BYTES, 'a cached value is at most 64 KiB');
}

/** @throws {Bug} when it is no time to live. */
export function checkMs(ms: number): void {
  assert(Number.isSafeInteger(ms) && ms > 0 && ms <= LONGEST_MS, 'a time to live is whole milliseconds, 1 to 400 days');
}
