import type { BlockTag, ChainReceipt, VerifyOptions } from '#verify';
import { get } from '../api.ts';
import type { InBook } from '../book.ts';

type RpcReceipt = { readonly to: string | null; readonly blockNumber: string; readonly status: string };

/**
 * Ways to ask the chain at `rpcUrl`, past our API, and the log of a book for a proof that the verifier checks itself.
 * Without a node the anchor stays unchecked, and the report says so.
 */
export function chainAccess(rpcUrl: string | null, of: InBook = {}): VerifyOptions {
  const fetchConsistency = async (from: bigint, to: bigint): Promise<readonly string[]> =>
    (await get('/v1/log/consistency', { query: { ...of, from: String(from), to: String(to) } })).proof;
  if (rpcUrl === null) return { fetchConsistency };
  return {
    fetchConsistency,
    ethCall: (call, block: BlockTag) => askNode<string>(rpcUrl, 'eth_call', [call, block]),
    ethChainId: async () => BigInt(await askNode<string>(rpcUrl, 'eth_chainId', [])),
    ethReceipt: async (hash) =>
      receiptOf(await askNode<RpcReceipt | null>(rpcUrl, 'eth_getTransactionReceipt', [hash])),
  };
}

function receiptOf(receipt: RpcReceipt | null): ChainReceipt | null {
  if (receipt === null) return null;
  return { to: receipt.to, blockNumber: BigInt(receipt.blockNumber), succeeded: receipt.status === '0x1' };
}

/** One call of the node's JSON-RPC. @throws when it does not answer, or answers an error. */
export async function askNode<T>(rpcUrl: string, method: string, params: readonly unknown[]): Promise<T> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const answer = await fetch(rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { result, error } = (await answer.json()) as { result?: T; error?: { message: string } };
  if (error !== undefined || result === undefined) throw new Error(error?.message ?? `${method} answered nothing`);
  return result;
}
