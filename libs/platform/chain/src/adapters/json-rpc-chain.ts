import { keccak256 } from 'ethers';
import { Chain, type BlockTag, type ChainBlock, type ChainCall, type ChainLog } from '../chain.ts';
import type { ChainReceipt, FeeData, LogQuery } from '../chain.ts';
import {
  CallReverted,
  ChainMismatch,
  ChainUnavailable,
  NonceTooLow,
  SenderCannotPay,
  TransactionRefused,
  Underpriced,
} from '../chain.errors.ts';
import { JsonRpcClient, RpcError } from './json-rpc-client.ts';

/** Which node to talk to, and when a block counts as final there. */
export type JsonRpcChainOptions = {
  readonly rpcUrl: string;
  /** Refuses a node that serves another chain. */
  readonly expectedChainId?: bigint;
  /** Blocks on top after which a block is final; absent, the node's own `finalized` tag says it. */
  readonly finalityDepth?: bigint;
  readonly timeoutMs?: number;
};

/** A chain behind Ethereum JSON-RPC: the embedded one and every external one. */
export class JsonRpcChain extends Chain {
  private constructor(
    private readonly rpc: JsonRpcClient,
    private readonly id: bigint,
    private readonly finalityDepth: bigint | undefined,
  ) {
    super();
  }

  /** @throws {ChainUnavailable | ChainMismatch} */
  static async connect(options: JsonRpcChainOptions): Promise<JsonRpcChain> {
    const rpc = new JsonRpcClient(options.rpcUrl, options.timeoutMs ?? 15_000);
    const id = BigInt(await rpc.ask<string>('eth_chainId'));
    if (options.expectedChainId !== undefined && options.expectedChainId !== id) {
      throw new ChainMismatch(options.expectedChainId, id);
    }
    return new JsonRpcChain(rpc, id, options.finalityDepth);
  }

  override chainId(): Promise<bigint> {
    return Promise.resolve(this.id);
  }

  override async blockNumber(tag: BlockTag = 'latest'): Promise<bigint> {
    if (tag === 'latest') return BigInt(await this.rpc.ask<string>('eth_blockNumber'));
    if (this.finalityDepth === undefined) {
      // A young chain may have no finalized block yet: then nothing but its first block is final.
      return BigInt((await this.rpc.ask<RawBlock | null>('eth_getBlockByNumber', 'finalized', false))?.number ?? '0x0');
    }
    const latest = BigInt(await this.rpc.ask<string>('eth_blockNumber'));
    return latest > this.finalityDepth ? latest - this.finalityDepth : 0n;
  }

  override async block(number: bigint): Promise<ChainBlock | null> {
    const raw = await this.rpc.ask<RawBlock | null>('eth_getBlockByNumber', hex(number), false);
    return raw === null ? null : blockOf(raw);
  }

  override async logs(query: LogQuery): Promise<readonly ChainLog[]> {
    const blocks =
      'blockHash' in query
        ? { blockHash: query.blockHash }
        : { fromBlock: hex(query.fromBlock), toBlock: hex(query.toBlock) };
    const raw = await this.rpc.ask<RawLog[]>('eth_getLogs', { address: [...query.addresses], ...blocks });
    return raw.map(logOf).toSorted(inOrder);
  }

  override async call(call: ChainCall, at: BlockTag | bigint = 'latest'): Promise<string> {
    // By number, because `finalized` may be our own depth and not the node's tag.
    const block = at === 'latest' ? 'latest' : hex(at === 'finalized' ? await this.blockNumber('finalized') : at);
    return this.reverting(this.rpc.ask<string>('eth_call', callOf(call), block));
  }

  override code(address: string): Promise<string> {
    return this.rpc.ask<string>('eth_getCode', address, 'latest');
  }

  override async balance(address: string): Promise<bigint> {
    return BigInt(await this.rpc.ask<string>('eth_getBalance', address, 'latest'));
  }

  override async nonce(address: string, tag: BlockTag = 'latest'): Promise<bigint> {
    const block = tag === 'latest' ? 'latest' : hex(await this.blockNumber('finalized'));
    return BigInt(await this.rpc.ask<string>('eth_getTransactionCount', address, block));
  }

  override async estimateGas(call: ChainCall): Promise<bigint> {
    return BigInt(await this.reverting(this.rpc.ask<string>('eth_estimateGas', callOf(call))));
  }

  override async feeData(): Promise<FeeData> {
    const [block, tip] = await Promise.all([
      this.rpc.ask<RawBlock>('eth_getBlockByNumber', 'latest', false),
      this.rpc.ask<string>('eth_maxPriorityFeePerGas').catch(withoutTipMethod),
    ]);
    const baseFeePerGas = BigInt(block.baseFeePerGas ?? '0x0');
    const maxPriorityFeePerGas = BigInt(tip);
    // Twice the base fee stays enough through six full blocks (EIP-1559: at most +12.5 % a block).
    return { baseFeePerGas, maxPriorityFeePerGas, maxFeePerGas: 2n * baseFeePerGas + maxPriorityFeePerGas };
  }

  override async broadcast(rawTx: string): Promise<string> {
    const hash = keccak256(rawTx);
    try {
      return await this.rpc.ask<string>('eth_sendRawTransaction', rawTx);
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      // Nodes say "known" in many words, or "nonce too low" once it is mined: look instead of guessing.
      if ((await this.rpc.ask<object | null>('eth_getTransactionByHash', hash)) !== null) return hash;
      throw refusalOf(error);
    }
  }

  override async receipt(txHash: string): Promise<ChainReceipt | null> {
    const raw = await this.rpc.ask<RawReceipt | null>('eth_getTransactionReceipt', txHash);
    return raw === null ? null : receiptOf(raw);
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }

  private async reverting<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      const isRevert = error instanceof RpcError && (error.code === 3 || /revert/i.test(error.message));
      throw isRevert ? new CallReverted(error.data ?? '0x', error.message) : error;
    }
  }
}

type RawBlock = { number: string; hash: string; parentHash: string; timestamp: string; baseFeePerGas?: string };
type RawLog = {
  address: string;
  topics: string[];
  data: string;
  blockNumber: string;
  blockHash: string;
  transactionHash: string;
  logIndex: string;
};
type RawReceipt = {
  transactionHash: string;
  status: string;
  blockNumber: string;
  blockHash: string;
  gasUsed: string;
  effectiveGasPrice: string;
  contractAddress: string | null;
  logs: RawLog[];
};

function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

function callOf({ to, from, data, value }: ChainCall): object {
  return {
    data,
    ...(to === undefined ? {} : { to }),
    ...(from === undefined ? {} : { from }),
    ...(value === undefined ? {} : { value: hex(value) }),
  };
}

function blockOf(raw: RawBlock): ChainBlock {
  return {
    number: BigInt(raw.number),
    hash: raw.hash,
    parentHash: raw.parentHash,
    timeSeconds: BigInt(raw.timestamp),
    baseFeePerGas: BigInt(raw.baseFeePerGas ?? '0x0'),
  };
}

function logOf(raw: RawLog): ChainLog {
  return {
    address: raw.address.toLowerCase(),
    topics: raw.topics,
    data: raw.data,
    blockNumber: BigInt(raw.blockNumber),
    blockHash: raw.blockHash,
    txHash: raw.transactionHash,
    logIndex: Number(raw.logIndex),
  };
}

function inOrder(a: ChainLog, b: ChainLog): number {
  return a.blockNumber === b.blockNumber ? a.logIndex - b.logIndex : a.blockNumber < b.blockNumber ? -1 : 1;
}

function receiptOf(raw: RawReceipt): ChainReceipt {
  return {
    txHash: raw.transactionHash,
    status: BigInt(raw.status) === 1n ? 'success' : 'reverted',
    blockNumber: BigInt(raw.blockNumber),
    blockHash: raw.blockHash,
    gasUsed: BigInt(raw.gasUsed),
    effectiveGasPrice: BigInt(raw.effectiveGasPrice),
    contractAddress: raw.contractAddress?.toLowerCase() ?? null,
    logs: raw.logs.map(logOf),
  };
}

/** A few nodes lack the method; one gwei is what most wallets fall back to. */
function withoutTipMethod(error: unknown): string {
  if (error instanceof ChainUnavailable) throw error;
  return hex(1_000_000_000n);
}

/** The words are geth's, Hardhat's, Nethermind's and Erigon's; there is no code that they share. */
function refusalOf({ message }: RpcError): Error {
  if (/nonce too low|nonce is too low|old ?nonce/i.test(message)) return new NonceTooLow(message);
  if (/underpriced|fee too low|replacement/i.test(message)) return new Underpriced(message);
  if (/insufficient funds|doesn't have enough funds/i.test(message)) return new SenderCannotPay(message);
  return new TransactionRefused(message);
}
