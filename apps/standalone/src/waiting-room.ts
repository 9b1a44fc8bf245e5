import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { Config } from '#platform/config';

/**
 * Answers at the product's port while a start waits for services: alive, not ready, and for whom it waits. Everything
 * else is refused with 503 (RFC 9457). It ends before the product listens.
 */
export class WaitingRoom {
  private constructor(private readonly server: Server) {}

  /** Opens it, unless the port is to be a free one, which nobody can know beforehand. */
  static async open(
    { host, port }: Pick<Config, 'host' | 'port'>,
    answers: () => Readonly<Record<string, boolean>>,
  ): Promise<WaitingRoom | undefined> {
    if (port === 0) return undefined;
    const server = createServer((request, reply) => answer(request, reply, answers())).listen(port, host);
    await once(server, 'listening');
    return new WaitingRoom(server);
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

function answer(request: IncomingMessage, reply: ServerResponse, checks: Readonly<Record<string, boolean>>): void {
  request.resume();
  const send = (status: number, type: string, body: object): void => {
    reply.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'retry-after': '1' });
    reply.end(JSON.stringify(body));
  };
  const path = request.url?.split('?')[0];
  if (path === '/health/live') return send(200, 'application/json', { status: 'ok' });
  if (path === '/health/ready') {
    return send(503, 'application/json', { status: 'unavailable', checks: { ...checks, application: false } });
  }
  send(503, 'application/problem+json', {
    type: '/problems/http.unavailable',
    title: 'Unavailable',
    status: 503,
    detail: 'the product is starting, and waits for its services',
    code: 'http.unavailable',
  });
}
