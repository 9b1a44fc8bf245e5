import { ChainUnavailable } from '../chain.errors.ts';

/** The node answered with an error of its own. `data` is a contract's refusal, if it is one. */
export class RpcError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly data: string | undefined,
  ) {
    super(message);
  }
}

type Reply = { result?: unknown; error?: { code: number; message: string; data?: unknown } };

/** JSON-RPC 2.0 over HTTP, one request a call. */
export class JsonRpcClient {
  private lastId = 0;

  constructor(
    private readonly url: string,
    private readonly timeoutMs: number,
  ) {}

  /** @throws {RpcError} the node refused. @throws {ChainUnavailable} it did not answer, or not in JSON-RPC. */
  async ask<Result>(method: string, ...params: readonly unknown[]): Promise<Result> {
    this.lastId += 1;
    const reply = await this.post(method, JSON.stringify({ jsonrpc: '2.0', id: this.lastId, method, params }));
    if (reply.error !== undefined) {
      const { code, message, data } = reply.error;
      throw new RpcError(code, message, revertBytes(data));
    }
    return reply.result as Result;
  }

  private async post(method: string, body: string): Promise<Reply> {
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      const text = await response.text();
      // Some nodes answer an error with status 4xx and a JSON-RPC body: the body decides.
      if (!response.ok && !text.startsWith('{')) throw new Error(`HTTP ${response.status}`);
      return JSON.parse(text) as Reply;
    } catch (error) {
      throw new ChainUnavailable(`${method}: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** geth gives the bytes as they are; others wrap them once or twice. */
function revertBytes(data: unknown): string | undefined {
  if (typeof data === 'string') return /0x[0-9a-f]*/i.exec(data)?.[0];
  return typeof data === 'object' && data !== null && 'data' in data ? revertBytes(data.data) : undefined;
}
