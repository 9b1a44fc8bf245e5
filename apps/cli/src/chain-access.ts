import type { BlockTag, ChainReceipt, VerifyOptions } from '#verify';

type RpcReceipt = { readonly to: string | null; readonly blockNumber: string; readonly status: string };

/**
 * Plain JSON-RPC and REST for the verifier: it believes neither, it checks what they answer. `book` is whose log is asked for proofs;
 * the main one's unless given.
 */
export function chainAccess(rpc: string | undefined, log: string | undefined, book?: string): VerifyOptions {
  const access: { -readonly [Key in keyof VerifyOptions]: VerifyOptions[Key] } = {};
  if (rpc !== undefined) {
    access.ethCall = (call: { to: string; data: string }, block: BlockTag) =>
      ask<string>(rpc, 'eth_call', [call, block]);
    access.ethChainId = async () => BigInt(await ask<string>(rpc, 'eth_chainId', []));
    access.ethReceipt = async (txHash) =>
      receiptOf(await ask<RpcReceipt | null>(rpc, 'eth_getTransactionReceipt', [txHash]));
  }
  if (log !== undefined) {
    access.fetchConsistency = async (from, to) => {
      const url = new URL(`/v1/log/consistency?from=${from}&to=${to}`, log);
      if (book !== undefined) url.searchParams.set('book', book);
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`${log} answered ${answer.status}`);
      return ((await answer.json()) as { proof: string[] }).proof;
    };
  }
  return access;
}

function receiptOf(receipt: RpcReceipt | null): ChainReceipt | null {
  if (receipt === null) return null;
  return { to: receipt.to, blockNumber: BigInt(receipt.blockNumber), succeeded: receipt.status === '0x1' };
}

async function ask<T>(rpc: string, method: string, params: readonly unknown[]): Promise<T> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const answer = await fetch(rpc, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { result, error } = (await answer.json()) as { result?: T; error?: { message: string } };
  if (error !== undefined || result === undefined) throw new Error(error?.message ?? `${method} answered nothing`);
  return result;
}
