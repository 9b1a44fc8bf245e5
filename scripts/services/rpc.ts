import path from 'node:path';
import { freePort, root } from './machine.ts';
import type { Service } from './service.ts';

/** An EVM node that somebody else runs, as far as we can tell: Hardhat's own, chain 31337, reached by JSON-RPC only. */
export const rpc: Service = {
  name: 'rpc',
  version: 'hardhat',
  patienceMs: 60_000,
  stopSignal: 'SIGTERM',
  async prepare() {
    const port = await freePort();
    const cli = path.join(root, 'node_modules/hardhat/dist/src/cli.js');
    return {
      process: {
        command: process.execPath,
        args: [cli, 'node', '--hostname', '127.0.0.1', '--port', `${port}`],
        env: { NODE_OPTIONS: '--conditions=provisio-source', HARDHAT_DISABLE_TELEMETRY_PROMPT: 'true' },
        cwd: root,
      },
      url: `http://127.0.0.1:${port}`,
    };
  },
  async probe(url) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }),
      signal: AbortSignal.timeout(5000),
    });
    const { result } = (await response.json()) as { result?: string };
    if (result === undefined) throw new Error('the node does not say its chain id');
  },
};
