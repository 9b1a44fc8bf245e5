import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// This file runs in the chain's own process, which has no loader: erasable TypeScript and relative imports only.

/** Answers one JSON-RPC request, or throws. */
export type Answer = (method: string, params: readonly unknown[]) => Promise<unknown>;

const BODY_LIMIT_BYTES = 4_000_000;

/** Serves JSON-RPC 2.0 over HTTP on loopback: single requests and batches, answered in order. */
export async function serveRpc(port: number, answer: Answer): Promise<{ port: number; server: Server }> {
  const server = createServer((request, response) => {
    respond(request, response, answer).catch((error: unknown) => response.destroy(error as Error));
  });
  server.keepAliveTimeout = 120_000; // Longer than any client's, so that no request meets a closing connection.
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { port: (server.address() as AddressInfo).port, server };
}

async function respond(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  // A browser checks proofs against this chain from the application's origin.
  response.setHeader('access-control-allow-origin', '*').setHeader('access-control-allow-headers', 'content-type');
  if (request.method !== 'POST') return void response.writeHead(request.method === 'OPTIONS' ? 204 : 405).end();
  const body = await bodyOf(request);
  if (body === null) return void response.writeHead(413).end();
  const asked = parse(body);
  const replies = Array.isArray(asked)
    ? await Promise.all(asked.map((one: unknown) => reply(one, answer)))
    : await reply(asked, answer);
  response.setHeader('content-type', 'application/json').end(JSON.stringify(replies));
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // Answered as an invalid request.
  }
}

async function reply(asked: unknown, answer: Answer): Promise<object> {
  const { id = null, method, params = [] } = (asked ?? {}) as { id?: unknown; method?: unknown; params?: unknown };
  const envelope = { jsonrpc: '2.0', id };
  if (typeof method !== 'string' || !Array.isArray(params)) {
    return { ...envelope, error: { code: -32_600, message: 'this is not a JSON-RPC 2.0 request' } };
  }
  try {
    return { ...envelope, result: await answer(method, params) };
  } catch (error) {
    return { ...envelope, error: errorOf(error) };
  }
}

/** A refusal by a contract has code 3 and its bytes as `data`, as geth and everything that follows it answer. */
function errorOf(error: unknown): object {
  const { code, message, data } = error as { code?: unknown; message?: string; data?: unknown };
  const bytes = typeof data === 'string' ? data : (data as { data?: unknown } | undefined)?.data;
  if (typeof bytes === 'string' && bytes.startsWith('0x')) return { code: 3, message, data: bytes };
  return { code: typeof code === 'number' ? code : -32_603, message: message ?? String(error) };
}
