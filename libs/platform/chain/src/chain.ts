/** What a block says about itself. Times are the chain's, in seconds since 1970. */
export type ChainBlock = {
  readonly number: bigint;
  readonly hash: string;
  readonly parentHash: string;
  readonly timeSeconds: bigint;
  /** Wei a unit of gas. Zero on chains without EIP-1559. */
  readonly baseFeePerGas: bigint;
};

/** One event that a contract wrote. Addresses and hashes are lower-case hex with 0x. */
export type ChainLog = {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: bigint;
  readonly blockHash: string;
  readonly txHash: string;
  /** Position among all logs of the block, from 0. */
  readonly logIndex: number;
};

/** What became of a mined transaction. */
export type ChainReceipt = {
  readonly txHash: string;
  readonly status: 'success' | 'reverted';
  readonly blockNumber: bigint;
  readonly blockHash: string;
  readonly gasUsed: bigint;
  /** Wei a unit of gas. */
  readonly effectiveGasPrice: bigint;
  /** The contract that this transaction made, or null. */
  readonly contractAddress: string | null;
  readonly logs: readonly ChainLog[];
};

/** Fees that get a transaction mined soon, in wei a unit of gas (EIP-1559). */
export type FeeData = {
  readonly baseFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
  readonly maxFeePerGas: bigint;
};

/** A call to a contract; `data` is the encoded call, or a contract's creation code where `to` is absent. */
export type ChainCall = {
  readonly to?: string;
  readonly from?: string;
  readonly data: string;
  readonly value?: bigint;
};

/** `latest` is the newest mined block; `finalized` the newest that no longer goes away (tag or configured depth). */
export type BlockTag = 'latest' | 'finalized';

/** Which blocks to read logs of: one by its hash (what an indexer needs across reorgs), or a range, both ends included. */
export type LogQuery = { readonly addresses: readonly string[] } & (
  | { readonly blockHash: string }
  | { readonly fromBlock: bigint; readonly toBlock: bigint }
);

/**
 * One EVM chain.
 *
 * Every adapter keeps these promises (test/conformance/chain.ts):
 * the transactions of one sender are mined in nonce order; the same signed bytes sent twice are one transaction
 * and give the same hash; logs come in (block, log index) order; a contract's refusal arrives as `CallReverted` with the
 * contract's own bytes (`decodeRevert` names them); a block that a reorg took away is no longer found by its number.
 *
 * Every method rejects with `ChainUnavailable` when the node does not answer.
 */
export abstract class Chain {
  /** EIP-155 chain id. */
  abstract chainId(): Promise<bigint>;
  abstract blockNumber(tag?: BlockTag): Promise<bigint>;
  /** The block at this height on the branch that the node now holds for best, or null above its head. */
  abstract block(number: bigint): Promise<ChainBlock | null>;
  abstract logs(query: LogQuery): Promise<readonly ChainLog[]>;
  /** Runs a call without a transaction, at the newest block or at `at`. @throws {CallReverted} */
  abstract call(call: ChainCall, at?: BlockTag | bigint): Promise<string>;
  /** Code at an address: `0x` where there is no contract. */
  abstract code(address: string): Promise<string>;
  /** Wei that an address holds. */
  abstract balance(address: string): Promise<bigint>;
  /** Count of mined transactions of `address`: the next free nonce. */
  abstract nonce(address: string, tag?: BlockTag): Promise<bigint>;
  /** Gas that the call would use if it were sent now. @throws {CallReverted} */
  abstract estimateGas(call: ChainCall): Promise<bigint>;
  abstract feeData(): Promise<FeeData>;
  /**
   * Hands signed bytes to the chain and answers their hash. Bytes that the chain knows already are answered likewise.
   * @throws {NonceTooLow | Underpriced | SenderCannotPay | TransactionRefused} the chain did not take it.
   */
  abstract broadcast(rawTx: string): Promise<string>;
  /** Null while the transaction is not in a block of the best branch. */
  abstract receipt(txHash: string): Promise<ChainReceipt | null>;
  abstract close(): Promise<void>;
}
