import { createHash } from 'node:crypto';
import { type Database, type Tx, loadSql } from '#platform/database';
import { IdempotencyInProgress, IdempotencyKeyReused } from './http.errors.ts';

/** What names one mutation: a tenant's key, and a digest of what was asked. */
export type IdempotentRequest = { readonly tenant: string; readonly key: string; readonly fingerprint: Buffer };
/** A stored answer. `response` is JSON text, null when there was no body. */
export type StoredAnswer = { readonly status: number; readonly response: string | null };

const LOCK = loadSql(import.meta.url, './sql/lock-idempotency-key.sql');
const FIND = loadSql(import.meta.url, './sql/find-idempotency-key.sql');
const STORE = loadSql(import.meta.url, './sql/store-idempotency-key.sql');
const PURGE = loadSql(import.meta.url, './sql/purge-idempotency-keys.sql');

/** SHA-256 over method, path with query, and the body with its members in one order. */
export function fingerprint(method: string, path: string, body: unknown): Buffer {
  const parts = [method, path, body === undefined ? '' : JSON.stringify(sorted(body))];
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return hash.digest();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}

/**
 * Takes the key until the end of `tx`. @returns the answer of an earlier success, if there is one.
 * @throws {IdempotencyInProgress | IdempotencyKeyReused} nothing was done.
 */
export async function takeKey(tx: Tx, request: IdempotentRequest): Promise<StoredAnswer | undefined> {
  const [lock] = await tx.query<{ is_ours: boolean }>(LOCK, [request.tenant, request.key]);
  if (lock?.is_ours !== true) throw new IdempotencyInProgress();
  const [found] = await tx.query<StoredAnswer & { fingerprint: Buffer }>(FIND, [request.tenant, request.key]);
  if (found !== undefined && !found.fingerprint.equals(request.fingerprint)) throw new IdempotencyKeyReused();
  return found;
}

/** Keeps the answer of the request that took the key in `tx`. */
export async function keepAnswer(tx: Tx, request: IdempotentRequest, answer: StoredAnswer): Promise<void> {
  await tx.query(STORE, [request.tenant, request.key, request.fingerprint, answer.status, answer.response]);
}

/** Deletes answers older than `days`, at most 10,000 at a time. @returns how many went. */
export async function purgeIdempotencyKeys(database: Database, days: number): Promise<number> {
  return (await database.query(PURGE, [days, 10_000])).length;
}
