import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIPv6 } from 'node:net';
import { DomainError } from '#kernel';
import { type AttemptResult, outcomeOf } from '../domain/delivery.ts';
import { checkTargetUrl } from '../domain/target-url.ts';
import type { NotificationSettings } from '../notification-settings.ts';
import { aimAt, type Resolver } from './target-guard.ts';

/** One request, as it goes out. */
export type Outgoing = {
  /** POST unless it says so; a GET has no body. */
  readonly method?: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Sends webhooks. Never rejects for what the other side does. */
export abstract class WebhookSender {
  abstract send(outgoing: Outgoing): Promise<AttemptResult>;
}

/** Bytes of an answer that are read, and thrown away. */
const MOST_ANSWER_BYTES = 64 * 1024;

/**
 * Node's own client: the connection goes to the address that was looked at, TLS still checks the name, redirects are
 * answers like any other, connections are not kept.
 */
export class GuardedWebhookSender extends WebhookSender {
  constructor(
    private readonly settings: Pick<NotificationSettings, 'targets' | 'timeoutMs'>,
    private readonly resolver: Resolver,
  ) {
    super();
  }

  override async send(outgoing: Outgoing): Promise<AttemptResult> {
    const from = performance.now();
    const deadline = AbortSignal.timeout(this.settings.timeoutMs);
    const result = await this.attempt(outgoing, deadline).catch((error: unknown) => failureOf(error, deadline));
    return { ...result, durationMs: Math.round(performance.now() - from) };
  }

  private async attempt(outgoing: Outgoing, deadline: AbortSignal): Promise<Omit<AttemptResult, 'durationMs'>> {
    const url = checkTargetUrl(outgoing.url, this.settings.targets);
    const aim = await untilAborted(aimAt(url, this.settings.targets, this.resolver), deadline);
    if ('forbidden' in aim) return { outcome: 'forbidden', detail: aim.forbidden };
    const status = await send(url, aim.address, outgoing, deadline);
    const isRedirect = status >= 300 && status < 400;
    return { outcome: outcomeOf(status), status, ...(isRedirect ? { detail: 'redirects are not followed' } : {}) };
  }
}

function send(
  url: URL,
  address: string,
  { method = 'POST', headers, body }: Outgoing,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const answered = (answer: IncomingMessage): void => {
      let bytes = 0;
      const finish = (): void => resolve(answer.statusCode ?? 0);
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= MOST_ANSWER_BYTES) return;
        finish();
        answer.destroy();
      });
      answer.on('end', finish);
      answer.on('error', reject);
    };
    const length = method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const family = isIPv6(address) ? 6 : 4;
    const options = {
      method,
      headers: { ...headers, ...length },
      agent: false,
      signal,
      // Pinned: whatever the name means by now, this is where we go.
      lookup: ((_name: string, given: { all?: boolean }, done: (...answer: unknown[]) => void) =>
        given.all === true ? done(null, [{ address, family }]) : done(null, address, family)) as never,
    };
    const sent: ClientRequest =
      url.protocol === 'https:' ? requestTls(url, options, answered) : requestPlain(url, options, answered);
    sent.on('error', reject);
    sent.end(body);
  });
}

/** `work`, given up when `signal` fires: a look-up cannot be cancelled, only left alone. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  return Promise.race([work, aborted]);
}

function failureOf(error: unknown, deadline: AbortSignal): Omit<AttemptResult, 'durationMs'> {
  if (deadline.aborted) return { outcome: 'timeout', detail: 'no answer in time' };
  if (error instanceof DomainError) return { outcome: 'forbidden', detail: error.message };
  const { code } = error as NodeJS.ErrnoException;
  return { outcome: 'unreachable', detail: code ?? 'the connection failed' };
}
