import { EmbeddedChain } from './embedded/embedded-chain.ts';

/** A simulated chain of a test's own: forgets, and answers Hardhat's methods too (`evm_snapshot`, `evm_revert`, …). */
export type TestNode = {
  readonly rpcUrl: string;
  /** Any JSON-RPC method. @throws {Error} with the node's message. */
  rpc(method: string, ...params: readonly unknown[]): Promise<unknown>;
  stop(): Promise<void>;
};

/** Starts one; the test stops it. */
export async function aTestNode(): Promise<TestNode> {
  const node = await EmbeddedChain.startForgetful();
  return {
    rpcUrl: node.rpcUrl,
    stop: () => node.stop(),
    async rpc(method, ...params) {
      const response = await fetch(node.rpcUrl, {
        method: 'POST',
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      });
      const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } };
      if (error !== undefined) throw new Error(error.message);
      return result;
    },
  };
}
