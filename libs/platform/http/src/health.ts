import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '#platform/database';
import type { Metrics } from '#platform/telemetry';
import type { FastifyInstance } from 'fastify';

const CHECK_TIMEOUT_MS = 6000;

/** Says whether one thing the process needs works; rejects or answers false when not. Too late counts as not. */
export type ReadyCheck = () => Promise<boolean>;

/** `/health/live` (the process answers), `/health/ready` (what it needs answers, too), `/metrics`. */
export function serveHealth(
  fastify: FastifyInstance,
  database: Database,
  metrics: Metrics,
  checks: Readonly<Record<string, ReadyCheck>>,
): void {
  const all: Readonly<Record<string, ReadyCheck>> = {
    database: async () => (await database.query('select 1')).length === 1,
    ...checks,
  };
  fastify.get('/health/live', async () => ({ status: 'ok' }));
  fastify.get('/health/ready', async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(all).map(async ([name, check]) => [name, await inTime(check())] as const),
    );
    const isReady = results.every(([, works]) => works);
    void reply.status(isReady ? 200 : 503).header('cache-control', 'no-store');
    return { status: isReady ? 'ok' : 'unavailable', checks: Object.fromEntries(results) };
  });
  fastify.get('/metrics', async (_request, reply) => {
    void reply.header('content-type', metrics.contentType);
    return metrics.text();
  });
}

/** The check's answer; false when it fails, or says nothing for seconds. */
async function inTime(checked: Promise<boolean>): Promise<boolean> {
  const over = new AbortController();
  const late = pause(CHECK_TIMEOUT_MS, false, { signal: over.signal });
  try {
    return await Promise.race([checked, late]);
  } catch {
    return false; // Whatever it is, it does not work.
  } finally {
    over.abort();
  }
}
