// Tree head → chain. A chain that cannot be asked leaves the check pending; only a contradiction fails it.
import { type AnchoredHead, HEAD_CALL_DATA, decodeHead } from './anchor.ts';
import { BadInput } from './bad-input.ts';
import type { LoggedEntry } from './bundle.ts';
import { fromHex } from './bytes.ts';
import type { Finding } from './check-log.ts';
import { mustEqual } from './check-receipt.ts';
import { hash32 } from './leaf.ts';
import { verifyConsistency } from './merkle.ts';
import { list } from './shape.ts';

/** How far back a block must be: one that can no longer be reorganised away, or just the newest. */
export type BlockTag = 'finalized' | 'latest';

/** The receipt of a chain transaction, as far as it is compared. */
export type ChainReceipt = { readonly to: string | null; readonly blockNumber: bigint; readonly succeeded: boolean };

/** How to reach what a receipt is checked against. Each is optional; what is missing leaves its check pending. */
export type ChainAccess = {
  /** `eth_call` of `data` at contract `to`; answers the returned bytes in hex, `0x` where there is no contract. */
  readonly ethCall?:
    | ((call: { readonly to: string; readonly data: string }, block: BlockTag) => Promise<string>)
    | undefined;
  /** `eth_chainId` of the same chain. */
  readonly ethChainId?: (() => Promise<bigint>) | undefined;
  /** `eth_getTransactionReceipt`; null when the chain does not know the transaction. */
  readonly ethReceipt?: ((txHash: string) => Promise<ChainReceipt | null>) | undefined;
  /** `GET /v1/log/consistency?from=&to=`: hex nodes. Need not be trusted; the proof is checked here. */
  readonly fetchConsistency?: ((from: bigint, to: bigint) => Promise<readonly string[]>) | undefined;
};

/** What the caller already knows about the contract. */
export type TrustedAnchor = { readonly contract?: string | undefined; readonly chainId?: bigint | undefined };

/** The tree head is a prefix of, or is, the head that LedgerAnchor holds. */
export async function checkAnchor(
  { log, anchor }: Pick<LoggedEntry, 'log' | 'anchor'>,
  chain: ChainAccess,
  trust: TrustedAnchor,
): Promise<Finding> {
  if (anchor !== null) {
    mustEqual('anchor.size', anchor.size, log.size, "the log's");
    mustEqual('anchor.root', anchor.root, log.root, "the log's");
    if (trust.contract !== undefined) {
      mustEqual('anchor.contract', anchor.contract, trust.contract.toLowerCase(), 'the contract that you trust');
    }
    if (trust.chainId !== undefined) {
      mustEqual('anchor.chain_id', anchor.chain_id, String(trust.chainId), 'the chain that you trust');
    }
  }
  const contract = anchor?.contract ?? trust.contract;
  if (contract === undefined) return { pending: 'The tree head is not on the chain yet.' };
  if (chain.ethCall === undefined) return { pending: 'The chain was not asked: no RPC was given.' };
  const { ethCall } = chain;
  const head = async (block: BlockTag): Promise<AnchoredHead | undefined> =>
    decodeHead(await ethCall({ to: contract, data: HEAD_CALL_DATA }, block));
  const asked = await ask(() => askChain({ log, anchor }, contract, head, chain));
  return 'answer' in asked ? asked.answer : { pending: `The chain could not be asked: ${asked.problem}` };
}

type Asked<T> = { readonly answer: T } | { readonly problem: string };

/** Separates "could not be asked" from "answered, and the answer is wrong", which stays thrown. */
async function ask<T>(question: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { answer: await question() };
  } catch (error) {
    if (error instanceof BadInput) throw error;
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

async function askChain(
  of: Pick<LoggedEntry, 'log' | 'anchor'>,
  contract: string,
  head: (block: BlockTag) => Promise<AnchoredHead | undefined>,
  chain: ChainAccess,
): Promise<Finding> {
  await checkTransaction(of.anchor, chain);
  const final = await head('finalized');
  if (final !== undefined && final.size >= BigInt(of.log.size)) {
    const problem = await checkHead(of.log, final, chain);
    if (problem !== undefined) return { pending: problem };
    return `LedgerAnchor ${contract} holds ${final.size} leaves in a final block, and the log at ${of.log.size} is their beginning.`;
  }
  const latest = await head('latest');
  if (latest === undefined) throw new BadInput('anchor.contract', 'is not a contract on this chain');
  if (latest.size < BigInt(of.log.size)) {
    return { pending: `The chain holds ${latest.size} leaves so far, not yet ${of.log.size}.` };
  }
  const problem = await checkHead(of.log, latest, chain);
  return { pending: problem ?? 'The tree head is on the chain, in a block that is not final yet.' };
}

/** Why it cannot be said yet, or undefined when the log is the beginning of `head`. @throws {BadInput} when it is not. */
async function checkHead(log: LoggedEntry['log'], head: AnchoredHead, chain: ChainAccess): Promise<string | undefined> {
  const [from, to] = [
    { size: BigInt(log.size), root: fromHex(log.root) },
    { size: head.size, root: fromHex(head.root) },
  ];
  if (to.size === from.size) {
    mustEqual('log.root', log.root, head.root, `what the chain holds for ${log.size} leaves`);
    return undefined;
  }
  if (chain.fetchConsistency === undefined) {
    return `The chain holds ${head.size} leaves already; a consistency proof from ${log.size} is needed, and none was given.`;
  }
  const fetched = await chain.fetchConsistency(from.size, to.size);
  const proof = list(hash32)(fetched, 'consistency proof').map((node) => fromHex(node));
  if (!verifyConsistency(from, to, proof)) {
    throw new BadInput(
      'log.root',
      `is not the beginning of the ${head.size} leaves on the chain: history was changed, or the proof is wrong`,
    );
  }
  return undefined;
}

/** The transaction that the bundle names is on this chain, in this block, and went to this contract. */
async function checkTransaction(anchor: LoggedEntry['anchor'], chain: ChainAccess): Promise<void> {
  if (anchor === null) return;
  if (chain.ethChainId !== undefined) {
    mustEqual('anchor.chain_id', anchor.chain_id, String(await chain.ethChainId()), 'the chain that was asked');
  }
  if (chain.ethReceipt === undefined) return;
  const receipt = await chain.ethReceipt(anchor.tx_hash);
  if (receipt === null) throw new BadInput('anchor.tx_hash', 'is not a transaction of this chain');
  mustEqual('anchor.block_number', anchor.block_number, String(receipt.blockNumber), "the transaction's block");
  mustEqual('anchor.contract', anchor.contract, String(receipt.to).toLowerCase(), 'where the transaction went');
  if (!receipt.succeeded) throw new BadInput('anchor.tx_hash', 'is a transaction that failed');
}
