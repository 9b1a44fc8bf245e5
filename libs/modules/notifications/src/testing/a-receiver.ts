import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as a receiver got it. */
export type Received = { readonly headers: IncomingHttpHeaders; readonly body: string; readonly path: string };

/** A real server on this machine that keeps what it gets. */
export type TestReceiver = {
  readonly url: string;
  /** `host:port`, for the allow-list. */
  readonly target: string;
  readonly received: Received[];
  /** The next answers, first one first; 204 when there is none. `silence`: no answer at all. */
  readonly answers: (number | 'silence' | { readonly redirect: string })[];
  close(): Promise<void>;
};

/** Starts a receiver on a free port. */
export async function aReceiver(host = '127.0.0.1'): Promise<TestReceiver> {
  const received: Received[] = [];
  const answers: TestReceiver['answers'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      received.push({ headers: request.headers, body, path: request.url ?? '' });
      const answer = answers.shift() ?? 204;
      if (answer === 'silence') return;
      if (typeof answer === 'number') response.writeHead(answer).end();
      else response.writeHead(302, { location: answer.redirect }).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}/hooks`,
    target: `${host}:${port}`,
    received,
    answers,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
