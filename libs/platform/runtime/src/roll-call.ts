import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '#kernel';
import type { Logger } from '#platform/telemetry';
import { type Dependency, NoAnswer } from './dependencies.ts';
import { StartRefused } from './start-refused.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;

/** How a roll is called. */
export type RollCallOptions = {
  readonly logger: Logger;
  /** Tells the person at the terminal. */
  readonly say: (sentence: string) => void;
  /** Undefined asks for ever. */
  readonly patienceMs: number | undefined;
  readonly firstPauseMs?: number;
};

/**
 * Waits at a start until every named service has answered, before anything is opened, made or written. Each is asked
 * by itself, again after pauses that double up to five seconds; who is missing is said at the terminal once and in the
 * log each time.
 */
export class RollCall {
  private readonly present = new Map<string, boolean>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly dependencies: readonly Dependency[],
    private readonly options: RollCallOptions,
  ) {
    for (const { key } of dependencies) this.present.set(key, false);
  }

  /** Who has answered, by key. */
  get answers(): Readonly<Record<string, boolean>> {
    return Object.fromEntries(this.present);
  }

  /** @throws {StartRefused} naming everybody who is missing when patience ends; what a service itself refuses at once. */
  async run(): Promise<void> {
    const missing = await Promise.allSettled(this.dependencies.map((each) => this.waitFor(each)));
    const reasons = missing.flatMap((each) => (each.status === 'rejected' ? [each.reason as Error] : []));
    const [first] = reasons;
    if (first === undefined) return;
    const all = reasons.filter((reason) => reason instanceof StartRefused).map(({ message }) => message);
    throw all.length === reasons.length ? new StartRefused(all.join('; ')) : (reasons.find(isFinal) ?? first);
  }

  /** Ends the waiting: `run` resolves. */
  stop(): void {
    this.stopping.abort();
  }

  private async waitFor({ key, name, ask }: Dependency): Promise<void> {
    const { logger, say, patienceMs, firstPauseMs = FIRST_PAUSE_MS } = this.options;
    const began = performance.now();
    const seconds = (): string => ((performance.now() - began) / 1000).toFixed(0);
    for (let pauseMs = firstPauseMs, tries = 1; !this.stopping.signal.aborted; tries += 1) {
      const reason = await whyNot(ask);
      if (reason === undefined) {
        this.present.set(key, true);
        if (tries > 1) say(`${name} answers, after ${seconds()} s`);
        return logger.info({ event: 'service.answers', service: key, tries });
      }
      if (!isPassing(reason)) return this.giveUp(reason);
      const text = textOf(reason);
      if (tries === 1) say(`waiting for ${name}: ${text}`);
      const isOver = patienceMs !== undefined && performance.now() - began + pauseMs > patienceMs;
      logger.warn({
        event: 'service.unavailable',
        service: key,
        tries,
        retry_ms: isOver ? null : pauseMs,
        reason: text,
      });
      if (isOver) throw new StartRefused(`${name} does not answer, asked ${tries} times in ${seconds()} s: ${text}`);
      await pause(pauseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined); // Stopped: seen above.
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    }
  }

  /** Asking again is no use, and waiting for the others is not either. */
  private giveUp(reason: unknown): never {
    this.stop();
    throw reason;
  }
}

async function whyNot(ask: () => Promise<void>): Promise<unknown> {
  try {
    await ask();
    return undefined;
  } catch (error) {
    return error;
  }
}

function isPassing(reason: unknown): boolean {
  return reason instanceof NoAnswer || (reason instanceof DomainError && reason.kind === 'unavailable');
}

function isFinal(reason: unknown): boolean {
  return !isPassing(reason) && !(reason instanceof StartRefused);
}

/** What the client or the system said; several addresses of one name are one error without words of its own. */
function textOf(reason: unknown): string {
  const innermost = reason instanceof DomainError && reason.cause instanceof Error ? reason.cause : reason;
  if (innermost instanceof AggregateError) return innermost.errors.map(textOf).join(', ');
  return innermost instanceof Error ? innermost.message || innermost.name : String(innermost);
}
