import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '#kernel';
import type { Logger } from './logger.ts';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 1000;

/**
 * Opens a connection to a service that may still be starting, or starting again: while it answers `unavailable` it is
 * asked once more each second, for half a minute, and each time a line names it. @throws what it said last.
 */
export async function openPatiently<T>(
  open: () => Promise<T>,
  logger: Logger,
  { patienceMs = PATIENCE_MS, pauseMs = PAUSE_MS }: { readonly patienceMs?: number; readonly pauseMs?: number } = {},
): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      const isPassing = error instanceof DomainError && error.kind === 'unavailable';
      if (!isPassing || performance.now() >= until) throw error;
      logger.warn({ event: 'service.unavailable', code: error.code, retry_ms: pauseMs, error });
      await pause(pauseMs);
    }
  }
}
